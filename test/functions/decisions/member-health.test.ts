import { describe, expect, it } from 'vitest';
import { memberHealth } from '../../../functions/decisions/member-health.ts';
import type { TargetHealth } from '../../../functions/ports/load-balancers.ts';
import { aGroup, aMember } from '../../fakes/builders.ts';

const ID = aMember(1).instanceId;
const health = (state: TargetHealth['state'], reason: string | null = null) => new Map([[ID, { state, reason }]]);

describe('the health of a member over all its target groups', () => {
  it.each([
    { when: 'it is in no target group', arns: [], targets: new Map(), expected: 'none' },
    { when: 'all find it healthy', arns: ['a'], targets: new Map([['a', health('healthy')]]), expected: 'healthy' },
    {
      when: 'one finds it unhealthy',
      arns: ['a', 'b'],
      targets: new Map([
        ['a', health('healthy')],
        ['b', health('unhealthy', 'Target.Timeout')],
      ]),
      expected: 'unhealthy',
    },
    {
      when: 'one could not be read',
      arns: ['a', 'b'],
      targets: new Map([['a', health('healthy')]]),
      expected: 'unknown',
    },
    {
      when: 'one finds it unhealthy and one could not be read',
      arns: ['a', 'b'],
      targets: new Map([['a', health('unhealthy')]]),
      expected: 'unhealthy',
    },
  ])('is $expected when $when', ({ arns, targets, expected }) => {
    const [found] = memberHealth(aGroup('g', 1, { targetGroupArns: arns }), {
      targets,
      statuses: new Map(),
      launches: new Map(),
    });
    expect(found?.targetHealth).toBe(expected);
  });

  it('comes with the reason that the load balancer gives, and with unknown checks when they were not read', () => {
    const group = aGroup('g', 1, { targetGroupArns: ['a'] });
    const targets = new Map([['a', health('unhealthy', 'Target.Timeout')]]);
    expect(memberHealth(group, { targets, statuses: new Map(), launches: new Map() })).toMatchObject([
      {
        instanceId: ID,
        targetReason: 'Target.Timeout',
        statusChecks: 'unknown',
        isHealthyToGroup: true,
        launchedAtMs: null,
      },
    ]);
  });
});
