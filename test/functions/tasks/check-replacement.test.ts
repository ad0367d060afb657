import { describe, expect, it } from 'vitest';
import { checkReplacement } from '../../../functions/tasks/check-replacement/handler.ts';
import { aGroup, aMember, TARGET_GROUP_ARN } from '../../fakes/builders.ts';
import { MemoryFleets } from '../../fakes/memory-fleets.ts';
import { MemoryLoadBalancers } from '../../fakes/memory-load-balancers.ts';

type TargetState = 'healthy' | 'unhealthy' | 'initial';

/** A member by number, with what its target group says and its lifecycle state. */
type Found = readonly [number: number, target: TargetState, lifecycleState?: string];

const BAD = 1;

/** Members 1, 2 and 3 were in service when the replacement of 1 was decided. */
const lookAt = async (desired: number, members: readonly Found[]): Promise<string> => {
  const loadBalancers = new MemoryLoadBalancers();
  for (const [number, target] of members) loadBalancers.setHealth(TARGET_GROUP_ARN, aMember(number).instanceId, target);
  const fleets = new MemoryFleets(
    aGroup('group-of-web', desired, {
      targetGroupArns: [TARGET_GROUP_ARN],
      members: members.map(([number, , lifecycleState = 'InService']) => aMember(number, { lifecycleState })),
    }),
  );
  const { outcome } = await checkReplacement({ fleets, loadBalancers })({
    group: 'group-of-web',
    instanceId: aMember(BAD).instanceId,
    inService: [1, 2, 3].map((number) => aMember(number).instanceId),
  });
  return outcome;
};

const CASES: readonly { what: string; desired?: number; members: readonly Found[]; outcome: string }[] = [
  {
    what: 'the bad one is a member still',
    members: [
      [1, 'unhealthy'],
      [2, 'healthy'],
      [3, 'healthy'],
      [4, 'healthy'],
    ],
    outcome: 'still-there',
  },
  {
    what: 'its replacement serves while it terminates',
    members: [
      [1, 'unhealthy', 'Terminating'],
      [2, 'healthy'],
      [3, 'healthy'],
      [4, 'healthy'],
    ],
    outcome: 'replaced',
  },
  {
    what: 'its replacement serves and another one hangs that served before',
    members: [
      [2, 'unhealthy'],
      [3, 'healthy'],
      [4, 'healthy'],
    ],
    outcome: 'replaced',
  },
  {
    what: 'nothing was launched in its place',
    members: [
      [2, 'healthy'],
      [3, 'healthy'],
    ],
    outcome: 'not-healthy',
  },
  {
    what: 'its replacement starts',
    members: [
      [2, 'healthy'],
      [3, 'healthy'],
      [4, 'initial', 'Pending'],
    ],
    outcome: 'not-healthy',
  },
  {
    what: 'its replacement hangs as well',
    members: [
      [2, 'healthy'],
      [3, 'healthy'],
      [4, 'unhealthy'],
    ],
    outcome: 'not-healthy',
  },
  {
    what: 'its replacement was lost',
    members: [
      [2, 'healthy'],
      [3, 'healthy'],
      [4, 'unhealthy', 'Terminating'],
    ],
    outcome: 'not-healthy',
  },
  {
    what: 'its replacement was lost and a spare is on standby',
    members: [
      [2, 'healthy'],
      [3, 'healthy', 'Standby'],
    ],
    outcome: 'not-healthy',
  },
  {
    what: 'only what a growth of the group launched serves',
    desired: 4,
    members: [
      [2, 'healthy'],
      [3, 'healthy'],
      [4, 'healthy'],
      [5, 'initial'],
    ],
    outcome: 'not-healthy',
  },
  {
    what: 'the group wants one less by now',
    desired: 2,
    members: [
      [2, 'healthy'],
      [3, 'healthy'],
    ],
    outcome: 'replaced',
  },
];

describe('a replacement', () => {
  it.each(CASES)('is $outcome when $what', async ({ desired = 3, members, outcome }) => {
    expect(await lookAt(desired, members)).toBe(outcome);
  });
});
