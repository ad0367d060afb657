import type { Blueprint, Tier } from '../../core/blueprint/model.ts';
import type { Template } from '../../local/assembly/template.ts';

/** A group that is in the account before Rubato comes. */
export interface AccountGroup {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly loadBalancer: { readonly targetGroup: string; readonly loadBalancer: string } | null;
  readonly tags: Readonly<Record<string, string>>;
}

const STAGE_TAG = 'rubato:stage';

/**
 * The groups that a blueprint takes for granted in an account: each tier's from its min to its max, behind the load balancer
 * that the tier names, and one of one instance for each stage of each environment. What our own stack brings, the demo,
 * is left out.
 *
 * A blueprint does not say which groups an environment finds by its tag. A tier's group that is called
 * `<environment>-<stage>` is taken for the group of that stage; else there is one of that name.
 *
 * @param ours the template of our stack
 */
export const accountGroups = (blueprint: Blueprint, ours: Template): readonly AccountGroup[] => {
  const brought = broughtGroups(ours);
  const owned = { 'rubato:installation': blueprint.installation };
  const groups = new Map<string, AccountGroup>();
  for (const tier of Object.values(blueprint.tiers)) {
    if (brought.names.has(tier.group)) continue;
    const { group: name, min, max } = tier;
    groups.set(name, { name, min, max, loadBalancer: loadBalancerOf(tier), tags: owned });
  }
  for (const { id, tag, stages } of Object.values(blueprint.environments)) {
    if (brought.tags.has(`${tag.key}=${tag.value}`)) continue;
    for (const stage of stages) {
      const name = `${id}-${stage}`;
      const found = groups.get(name) ?? { name, min: 1, max: 1, loadBalancer: null, tags: owned };
      groups.set(name, { ...found, tags: { ...found.tags, [tag.key]: tag.value, [STAGE_TAG]: stage } });
    }
  }
  return [...groups.values()];
};

/** The groups that our own stack makes, by name, and the tags they carry as `key=value`. */
const broughtGroups = ({ Resources: resources = {} }: Template) => {
  const groups = Object.values(resources).filter(({ Type }) => Type === 'AWS::AutoScaling::AutoScalingGroup');
  return {
    names: new Set(groups.map(({ Properties }) => Properties?.['AutoScalingGroupName'])),
    tags: new Set(
      groups
        .flatMap(
          ({ Properties }) => (Properties?.['Tags'] ?? []) as { readonly Key: string; readonly Value: unknown }[],
        )
        .map(({ Key, Value }) => `${Key}=${Value}`),
    ),
  };
};

const loadBalancerOf = ({ load }: Tier): AccountGroup['loadBalancer'] => {
  for (const metric of load) {
    if (metric.type !== 'alb' || metric.targetGroup === null || metric.loadBalancer === null) continue;
    return { targetGroup: metric.targetGroup, loadBalancer: metric.loadBalancer };
  }
  return null;
};
