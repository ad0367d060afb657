import type { BeatReport } from '../../decisions/beat.ts';
import { decideHeals, type Healing } from '../../decisions/decide-heals.ts';
import type { Log } from '../../middleware/log.ts';

/** Each minute, every tier that is healed is looked at; one that has long been quiet each 5 minutes. */
export const onHealthSweep = (healing: Healing, log: Log) => (): Promise<BeatReport> =>
  decideHeals(healing, { tierIds: Object.keys(healing.blueprint.tiers), looksAtQuiet: false }, log);
