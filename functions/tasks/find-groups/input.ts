import * as z from 'zod';

/** What sleep-environment and wake-environment ask: which groups, in which order, and that their sizes be saved. */
export const FindGroupsInput = z.object({
  environmentId: z.string(),
  epoch: z.int().min(1),
  wanted: z.enum(['awake', 'asleep']),
  savesSizes: z.boolean(),
});
export type FindGroupsInput = z.output<typeof FindGroupsInput>;
