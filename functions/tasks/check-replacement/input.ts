import * as z from 'zod';

/** What heal-instance asks: whether the bad instance is gone and the group is whole again. */
export const CheckReplacementInput = z.object({
  group: z.string(),
  instanceId: z.string(),
  /** Members that were in service when the replacement was decided, the bad one among them. */
  inService: z.array(z.string()),
});
export type CheckReplacementInput = z.output<typeof CheckReplacementInput>;
