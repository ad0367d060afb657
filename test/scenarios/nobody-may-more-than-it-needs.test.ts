import { beforeAll, describe, expect, it } from 'vitest';
import { REFUSALS } from './refusals.ts';
import { type Question, StrangeWorld } from './strangers.ts';

/** What must be allowed, so that a refusal says something: the same questions about what is our own. */
const OWN: readonly (readonly [string, string, Question])[] = [
  [
    'scale-tier may set the capacity of a group of ours',
    'scale-tier',
    { call: ['autoscaling', 'SetDesiredCapacity', { AutoScalingGroupName: 'rubato-demo-web', DesiredCapacity: 2 }] },
  ],
  [
    'sleep-environment may change a group of ours',
    'sleep-environment',
    {
      call: ['autoscaling', 'UpdateAutoScalingGroup', { AutoScalingGroupName: 'rubato-demo-staging-app', MinSize: 0 }],
    },
  ],
  [
    'heal-instance may put events of ours',
    'heal-instance',
    { call: ['events', 'PutEvents', { Entries: [{ Source: 'rubato', DetailType: 'x', Detail: '{}' }] }] },
  ],
];

describe('nobody may more than it needs', () => {
  let world: StrangeWorld;
  beforeAll(async () => {
    world = await StrangeWorld.load();
  });

  it.each(OWN)('%s', async (_, asker, question) => {
    expect(await world.isRefused(asker, question)).toBe(false);
  });

  it.each(REFUSALS.map((refusal) => [refusal.sentence, refusal] as const))('%s', async (_, { asker, question }) => {
    expect(await world.isRefused(asker, question(world))).toBe(true);
  });

  it('and no sentence stands for two things', () => {
    expect(new Set(REFUSALS.map(({ sentence }) => sentence)).size).toBe(REFUSALS.length);
  });
});
