import { alarmedTier } from './alarmed-tier.ts';
import { type Healing, policyOf } from './decide-heals.ts';

/** What an event names. */
export type Subject = { readonly alarmName: string } | { readonly group: string } | { readonly instanceId: string };

/**
 * Id of the healed tier that an event is about; null: none, or the switch is off and nothing is looked up. An instance that
 * has left its group is found no more, and its group's own events name it.
 */
export async function findTier(
  subject: Subject,
  healing: Pick<Healing, 'blueprint' | 'fleets' | 'healing'>,
): Promise<string | null> {
  const { blueprint } = healing;
  if ('alarmName' in subject) return alarmedTier(blueprint, 'unhealthy', subject.alarmName)?.id ?? null;
  const group = 'group' in subject ? subject.group : await groupOf(subject.instanceId, healing);
  const tier = Object.values(blueprint.tiers).find((each) => each.group === group);
  return tier !== undefined && policyOf(blueprint, tier.id) !== null ? tier.id : null;
}

async function groupOf(
  instanceId: string,
  { blueprint, fleets, healing }: Pick<Healing, 'blueprint' | 'fleets' | 'healing'>,
): Promise<string | null> {
  const { mode } = await healing.load([]);
  return (mode ?? blueprint.mode) === 'off' ? null : fleets.groupOf(instanceId);
}
