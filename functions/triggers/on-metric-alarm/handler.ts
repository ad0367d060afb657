import { alarmedTier } from '../../decisions/alarmed-tier.ts';
import { type BeatReport, idleBeat } from '../../decisions/beat.ts';
import { decideTiers, type TierSizing } from '../../decisions/decide-tiers.ts';
import { isEventExpired } from '../../decisions/is-event-expired.ts';
import type { Log } from '../../middleware/log.ts';
import type { MetricAlarm } from './event.ts';

/** An alarm on a tier's load has that tier decided at once; what it says is a hint, the metric is read again. */
export const onMetricAlarm =
  (sizing: TierSizing, log: Log) =>
  async ({ atMs, alarmName }: MetricAlarm): Promise<BeatReport> => {
    const tier = alarmedTier(sizing.blueprint, 'load', alarmName);
    if (tier === null) return idleBeat('none');
    const nowMs = sizing.clock.nowMs();
    if (isEventExpired(atMs, nowMs)) {
      log.info('an expired event was dropped', { tierId: tier.id, ageSeconds: Math.round((nowMs - atMs) / 1000) });
      return idleBeat('expired');
    }
    return decideTiers(sizing, { tierIds: [tier.id], mayRemove: false }, log);
  };
