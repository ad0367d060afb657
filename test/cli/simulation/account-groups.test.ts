import { describe, expect, it } from 'vitest';
import { accountGroups } from '../../../cli/simulation/account-groups.ts';
import type { Template } from '../../../local/assembly/template.ts';
import { aBlueprint, anEnvironment, aTier } from '../../fakes/builders.ts';

const NOTHING: Template = {};

/** Our own stack with a group that has this name and these tags. */
const bringing = (name: string, tags: Readonly<Record<string, string>> = {}): Template => ({
  Resources: {
    Brought: {
      Type: 'AWS::AutoScaling::AutoScalingGroup',
      Properties: {
        AutoScalingGroupName: name,
        Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
      },
    },
  },
});

const blueprint = (tiers = [aTier()], environments = [anEnvironment()]) => ({
  ...aBlueprint(tiers),
  environments: Object.fromEntries(environments.map((each) => [each.id, each])),
});

const STAGED = anEnvironment({ id: 'test', tag: { key: 'team', value: 'a=b' }, stages: ['db', 'web'] });

describe('the groups that a blueprint takes for granted', () => {
  it('are those of its tiers, with bounds, load balancer and the tag of the installation', () => {
    const names = { targetGroup: 'targetgroup/web/0', loadBalancer: 'app/web/1' };
    const [load] = aTier().load;
    const tier = aTier({ load: [{ ...load, type: 'alb', ...names } as never], min: 3, max: 9 });
    const source = blueprint([tier], []);
    expect(accountGroups(source, NOTHING)).toEqual([
      {
        name: 'group-of-web',
        min: 3,
        max: 9,
        loadBalancer: names,
        tags: { 'rubato:installation': source.installation },
      },
    ]);
  });

  it('are one of one instance for each stage of its environments, with the tags that they are found by', () => {
    const groups = accountGroups(blueprint([], [STAGED]), NOTHING);
    expect(groups).toMatchObject([
      { name: 'test-db', min: 1, max: 1, loadBalancer: null, tags: { team: 'a=b', 'rubato:stage': 'db' } },
      { name: 'test-web', min: 1, max: 1, loadBalancer: null, tags: { team: 'a=b', 'rubato:stage': 'web' } },
    ]);
  });

  it('are shared where a tier has a group of the name of a stage', () => {
    const tier = aTier({ group: 'test-web', min: 2, max: 5 });
    expect(accountGroups(blueprint([tier], [STAGED]), NOTHING)).toMatchObject([
      { name: 'test-web', min: 2, max: 5, tags: { team: 'a=b', 'rubato:stage': 'web' } },
      { name: 'test-db' },
    ]);
  });

  it.each([
    { what: 'the group of a tier', ours: bringing('group-of-web'), left: ['test-db', 'test-web'] },
    { what: 'a group with the tag of an environment', ours: bringing('x', { team: 'a=b' }), left: ['group-of-web'] },
  ])('are without what our own stack brings: $what', ({ ours, left }) => {
    expect(accountGroups(blueprint([aTier()], [STAGED]), ours).map(({ name }) => name)).toEqual(left);
  });
});
