import type { Blueprint, Tier } from '../../core/blueprint/model.ts';
import { ErrorName, RubatoError } from '../../core/errors.ts';

/**
 * The tier that an alarm of ours is about, from its name `rubato-<installation>-<kind>-<tierId>`.
 *
 * @throws `TierNotFound`
 */
export function alarmedTier({ installation, tiers }: Blueprint, kind: 'load' | 'unhealthy', alarmName: string): Tier {
  const prefix = `rubato-${installation}-${kind}-`;
  const tier = alarmName.startsWith(prefix) ? tiers[alarmName.slice(prefix.length)] : undefined;
  if (tier !== undefined) return tier;
  throw new RubatoError(
    ErrorName.TierNotFound,
    `alarm ${alarmName} names no tier, must be ${prefix} and one of ${Object.keys(tiers).join(', ') || 'none'}`,
  );
}
