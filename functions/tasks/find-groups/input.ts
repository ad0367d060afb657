import * as z from 'zod';

/** What sleep-environment and wake-environment ask: which groups are still to be done, in which order, and that their sizes be saved. */
export const FindGroupsInput = z.object({
  environmentId: z.string(),
  epoch: z.int().min(1),
  wanted: z.enum(['awake', 'asleep']),
  savesSizes: z.boolean(),
  /** What groups are to be woken with at least. */
  forecasts: z.record(z.string(), z.int().min(0)).default({}),
  /** Names of the stages that are done. */
  doneStages: z.array(z.string()).default([]),
});
export type FindGroupsInput = z.output<typeof FindGroupsInput>;
