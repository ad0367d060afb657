import { expect, it } from 'vitest';
import { createFaults } from '../../local/faults/create-faults.ts';
import { hang, openShopOf } from './shop.ts';
import { World } from './world.ts';

const SWEEPS = ['on-sweep', 'on-environment-sweep', 'on-health-sweep'];

/** Alarms for people that changed, as `name to state`; those on the load and on members are for Rubato. */
const told = (world: World): readonly string[] =>
  world
    .journal('alarm')
    .filter(({ subject }) => !/^rubato-demo-(load|unhealthy)-/.test(subject))
    .map(({ subject, detail }) => `${subject.slice('rubato-demo-'.length)} to ${detail['to']}`);

it('a new stack tells nobody anything but that it is well', async () => {
  const world = await World.load();
  await world.advanceMinutes(15);
  expect(told(world).filter((change) => !change.endsWith(' to OK'))).toEqual([]);
  expect(told(world)).toEqual(expect.arrayContaining(SWEEPS.map((name) => `${name}-silent to OK`)));
});

it('sweeps that are not invoked any more are told within ten minutes', async () => {
  let isSilent = false;
  const world = await World.load({
    faults: { deliveries: ({ source }) => (isSilent && source === 'aws.scheduler' ? 0 : 1) },
  });
  await world.advanceMinutes(15);
  isSilent = true;
  await world.advanceMinutes(10);
  expect(told(world).filter((change) => !change.endsWith(' to OK'))).toEqual(
    expect.arrayContaining(SWEEPS.map((name) => `${name}-silent to INSUFFICIENT_DATA`)),
  );
});

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
