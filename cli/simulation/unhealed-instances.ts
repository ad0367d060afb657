import type { HealReport, UnhealedInstance } from '../report/report.ts';
import type { HungInstance } from './rehearsal.ts';

/**
 * Instances that hung or were found bad, and that no execution replaced.
 *
 * @param tier the one whose instances were made to hang
 * @param heals every execution that was to replace an instance, of any tier
 */
export const unhealedInstances = (
  tier: { readonly id: string; readonly isHealed: boolean },
  hung: readonly HungInstance[],
  heals: readonly HealReport[],
): UnhealedInstance[] => {
  const bad = new Map<string, Omit<UnhealedInstance, 'instanceId' | 'attempts'>>();
  for (const { tierId, instanceId } of heals) bad.set(instanceId, { tierId, hungAtMs: null, isHealedTier: true });
  for (const { instanceId, atMs } of hung) {
    if (instanceId !== null) bad.set(instanceId, { tierId: tier.id, hungAtMs: atMs, isHealedTier: tier.isHealed });
  }
  return [...bad].flatMap(([instanceId, instance]) => {
    const attempts = heals
      .filter((heal) => heal.instanceId === instanceId)
      .toSorted((a, b) => a.endedAtMs - b.endedAtMs);
    return attempts.some(({ outcome }) => outcome === 'replaced') ? [] : [{ instanceId, ...instance, attempts }];
  });
};
