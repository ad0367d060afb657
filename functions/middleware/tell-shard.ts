import type { Log } from './log.ts';

/**
 * Says which of several shards is being swept: they share a function and its count of invocations, in which a shard that is never invoked is made up
 * for by repeats of another. The alarm on its silence counts these lines (infra/constructs/sweep-schedules.ts). A single shard has the count to itself.
 */
export function tellShard(log: Log, { shard, shards }: { readonly shard: number; readonly shards: number }): void {
  if (shards > 1) log.info('sweeps', { shard });
}
