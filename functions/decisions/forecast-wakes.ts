import type { Blueprint } from '../../core/blueprint/model.ts';
import { forecastWake } from '../../core/scaling/forecast-wake.ts';
import type { Need } from '../../core/scaling/policy.ts';
import { errorFields, type Log, type LogFields } from '../middleware/log.ts';
import type { Suspensions } from '../ports/suspensions.ts';
import type { TierStore } from '../ports/tier-store.ts';

/** What forecasting the load of tiers that sleep needs. */
export interface WakeForecasting {
  readonly blueprint: Blueprint;
  readonly suspensions: Suspensions;
  readonly tiers: Pick<TierStore, 'load'>;
}

/**
 * What the tiers of an environment that sleeps are to be woken with at least, by group. A forecast holds no wake up: what cannot be read
 * or understood is told, and those tiers wake with what they had.
 */
export async function forecastWakes(
  { blueprint, suspensions, tiers }: WakeForecasting,
  environmentId: string,
  nowMs: number,
  log: Log,
): Promise<Readonly<Record<string, Need>>> {
  const forecasts: Record<string, Need> = {};
  const tell = (fields: LogFields, error: unknown): void =>
    log.error('no forecast for a wake', { ...fields, ...errorFields(error) });
  try {
    const suspended = await suspensions.of(environmentId, Object.keys(blueprint.tiers));
    if (suspended.length === 0) return forecasts;
    const { states, seasons, unreadable } = await tiers.load(suspended);
    for (const [tierId, error] of unreadable) tell({ tierId }, error);
    for (const [tierId, state] of states) {
      try {
        const tier = blueprint.tiers[tierId];
        const need = tier && forecastWake(tier, state, seasons.get(tierId) ?? null, nowMs);
        if (tier && need) forecasts[tier.group] = need;
      } catch (error) {
        tell({ tierId }, error);
      }
    }
  } catch (error) {
    tell({ environmentId }, error);
  }
  return forecasts;
}
