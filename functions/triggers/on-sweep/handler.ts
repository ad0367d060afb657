import type { BeatReport } from '../../decisions/beat.ts';
import { decideTiers, orderedTierIds, type TierSizing } from '../../decisions/decide-tiers.ts';
import type { Log } from '../../middleware/log.ts';
import type { Sweep } from './event.ts';

/** Each minute, every tier of the shard gets its decision; the i-th tier by order of id belongs to shard i modulo shards. */
export const onSweep =
  (sizing: TierSizing, log: Log) =>
  ({ shard, shards }: Sweep): Promise<BeatReport> => {
    const tierIds = orderedTierIds(sizing.blueprint.tiers).filter((_, index) => index % shards === shard);
    return decideTiers(sizing, { tierIds, mayRemove: true }, log);
  };
