import { type BeatReport, idleBeat } from '../../decisions/beat.ts';
import { decideHeals, type Healing } from '../../decisions/decide-heals.ts';
import { findTier } from '../../decisions/find-tier.ts';
import { isEventExpired } from '../../decisions/is-event-expired.ts';
import type { Log } from '../../middleware/log.ts';
import type { InstanceEvent } from './event.ts';

/** An event about an instance has its tier looked at at once. */
export const onInstanceEvent =
  (healing: Healing, log: Log) =>
  async ({ atMs, subject }: InstanceEvent): Promise<BeatReport> => {
    const nowMs = healing.clock.nowMs();
    if (isEventExpired(atMs, nowMs)) {
      log.info('an expired event was dropped', { ageSeconds: Math.round((nowMs - atMs) / 1000) });
      return idleBeat('expired');
    }
    const tierId = await findTier(subject, healing);
    if (tierId === null) return idleBeat('none');
    return decideHeals(healing, { tierIds: [tierId], mayGlance: false }, log);
  };
