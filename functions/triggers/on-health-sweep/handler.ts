import type { BeatReport } from '../../decisions/beat.ts';
import { decideHeals, type Healing } from '../../decisions/decide-heals.ts';
import { tierIdsOfShard } from '../../decisions/shards.ts';
import type { Log } from '../../middleware/log.ts';
import { tellShard } from '../../middleware/tell-shard.ts';
import type { HealthSweep } from './event.ts';

/** Each minute, every tier of the shard that is healed is looked at. */
export const onHealthSweep =
  (healing: Healing, log: Log) =>
  (sweep: HealthSweep): Promise<BeatReport> => {
    tellShard(log, sweep);
    return decideHeals(healing, { tierIds: tierIdsOfShard(healing.blueprint, sweep), mayGlance: true }, log);
  };
