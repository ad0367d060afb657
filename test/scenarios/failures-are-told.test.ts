import { expect, it } from 'vitest';
import { createFaults } from '../../local/faults/create-faults.ts';
import { hang, openShopOf } from './shop.ts';
import { World } from './world.ts';

/** Alarms for people that changed, as `name to state`; those on the load and on members are for Rubato. */
const told = (world: World): readonly string[] =>
  world
    .journal('alarm')
    .filter(({ subject }) => !/^rubato-demo-(load|unhealthy)-/.test(subject))
    .map(({ subject, detail }) => `${subject.slice('rubato-demo-'.length)} to ${detail['to']}`);

it('a trigger that runs out of time is told, though it logs nothing of it', async () => {
  const pause = { kind: 'pause-calls', moment: 'before', times: 1 } as const;
  const world = await World.load({
    faults: createFaults([
      { ...pause, call: 'autoscaling:DescribeAutoScalingGroups', caller: '*-on-sweep', seconds: 120 },
    ]),
  });
  await world.advanceMinutes(5);
  expect(world.journal('function-error', 'rubato-demo-on-sweep')).toHaveLength(1);
  expect(told(world)).toContain('on-sweep-errors to ALARM');
});

it('a task that dies is told', async () => {
  const crash = { kind: 'crash-functions', moment: 'before', times: 1 } as const;
  const call = 'autoscaling:DescribeAutoScalingGroups';
  const world = await openShopOf(3, { faults: createFaults([{ ...crash, call, caller: '*-check-replacement' }]) });
  hang(world);
  await world.advanceMinutes(6);
  expect(told(world)).toContain('task-errors to ALARM');
});
