import type { BeatReport } from '../../decisions/beat.ts';
import { decideHeals, type Healing } from '../../decisions/decide-heals.ts';
import type { Log } from '../../middleware/log.ts';

/** Each minute, every tier that is healed is looked at. */
export const onHealthSweep = (healing: Healing, log: Log) => (): Promise<BeatReport> =>
  decideHeals(healing, { tierIds: Object.keys(healing.blueprint.tiers), mayGlance: true }, log);
