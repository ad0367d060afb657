import * as z from 'zod';

const size = z.int().min(0);

/** What sleep-environment and wake-environment ask: whether all groups of a stage are empty, or up at their sizes. */
export const CheckStageInput = z.object({
  wanted: z.enum(['awake', 'asleep']),
  groups: z.array(z.object({ group: z.string(), min: size, max: size, desired: size })).min(1),
});
export type CheckStageInput = z.output<typeof CheckStageInput>;
