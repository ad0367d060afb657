import * as z from 'zod';

/** What scale-tier asks: whether the group has come to its size since the execution began. */
export const CheckFleetInput = z
  .object({ tierId: z.string(), group: z.string(), to: z.int().min(0), startedAt: z.iso.datetime() })
  .transform(({ startedAt, ...rest }) => ({ ...rest, startedAtMs: Date.parse(startedAt) }));
export type CheckFleetInput = z.output<typeof CheckFleetInput>;
