import * as z from 'zod';

/** Which of how many shards is to be looked at. It carries no time: a look reads the truth, whenever it comes. */
export const HealthSweep = z
  .object({ shard: z.int().min(0), shards: z.int().min(1) })
  .refine(({ shard, shards }) => shard < shards, { error: 'shard must be below shards' });
export type HealthSweep = z.output<typeof HealthSweep>;
