import type { Blueprint, Tier } from '../../core/blueprint/model.ts';

/**
 * The tier that an alarm is about, from its name `rubato-<installation>-<kind>-<tierId>`; null: none of ours. A rule can only ask for
 * the beginning of a name, and so do the alarms of an installation `<installation>-<kind>-x` begin, or those of a tier that is gone.
 */
export function alarmedTier(
  { installation, tiers }: Blueprint,
  kind: 'load' | 'unhealthy',
  alarmName: string,
): Tier | null {
  const prefix = `rubato-${installation}-${kind}-`;
  return (alarmName.startsWith(prefix) ? tiers[alarmName.slice(prefix.length)] : undefined) ?? null;
}
