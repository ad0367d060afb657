import type { BeatReport } from '../../decisions/beat.ts';
import { decideTiers, type TierSizing } from '../../decisions/decide-tiers.ts';
import { tierIdsOfShard } from '../../decisions/shards.ts';
import type { Log } from '../../middleware/log.ts';
import { tellShard } from '../../middleware/tell-shard.ts';
import type { Sweep } from './event.ts';

/** Each minute, every tier of the shard gets its decision. */
export const onSweep =
  (sizing: TierSizing, log: Log) =>
  (sweep: Sweep): Promise<BeatReport> => {
    tellShard(log, sweep);
    return decideTiers(sizing, { tierIds: tierIdsOfShard(sizing.blueprint, sweep), mayRemove: true }, log);
  };
