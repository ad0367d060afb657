import * as z from 'zod';

/** Which of how many shards is to be swept. It carries no time: a sweep reads the truth, whenever it comes. */
export const Sweep = z
  .object({ shard: z.int().min(0), shards: z.int().min(1) })
  .refine(({ shard, shards }) => shard < shards, { error: 'shard must be below shards' });
export type Sweep = z.output<typeof Sweep>;
