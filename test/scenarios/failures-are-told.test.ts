import { expect, it } from 'vitest';
import { createFaults } from '../../local/faults/create-faults.ts';
import { hang, openShopOf } from './shop.ts';
import { told, troubles, withSilence } from './silence.ts';
import { World } from './world.ts';

const SWEEPS = ['tiers-0', 'environments', 'health-0'];

it('a new stack tells nobody anything but that it is well', async () => {
  const world = await World.load();
  await world.advanceMinutes(15);
  expect(troubles(world)).toEqual([]);
  expect(told(world)).toEqual(expect.arrayContaining(SWEEPS.map((name) => `${name}-silent to OK`)));
});

it('sweeps that are not invoked any more are told within ten minutes', async () => {
  const world = await withSilence(/./, 15);
  await world.advanceMinutes(10);
  expect(troubles(world)).toEqual(expect.arrayContaining(SWEEPS.map((name) => `${name}-silent to INSUFFICIENT_DATA`)));
});

it.each(SWEEPS)('a sweep that never begins is told by its own alarm within ten minutes: %s', async (sweep) => {
  const world = await withSilence(new RegExp(`-${sweep}$`), 0);
  await world.advanceMinutes(10);
  expect(troubles(world)).toEqual([`${sweep}-silent to ALARM`]);
});

it('one sweep of three that is not invoked any more is told by its own alarm', async () => {
  const world = await withSilence(/-health-/, 15);
  await world.advanceMinutes(10);
  expect(troubles(world)).toEqual(['health-0-silent to ALARM']);
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

it('a switch that says no mode is off, and is told by every sweep that reads it', async () => {
  const world = await World.load();
  await world.advanceMinutes(5);
  const Item = { pk: { S: 'SWITCH' }, sk: { S: 'GLOBAL' }, mode: { S: 'onn' } };
  await world.cloud.call('dynamodb', 'PutItem', { TableName: world.rehearsal.tableName, Item });
  await world.advanceMinutes(5);
  expect(troubles(world)).toEqual(
    expect.arrayContaining(
      ['on-sweep', 'on-environment-sweep', 'on-health-sweep'].map((name) => `${name}-errors to ALARM`),
    ),
  );
  expect(world.journal('log', 'rubato-demo-on-sweep').at(-1)?.detail['line']).toContain(String.raw`\"onn\"`);
});

it('a task that dies is told', async () => {
  const crash = { kind: 'crash-functions', moment: 'before', times: 1 } as const;
  const call = 'autoscaling:DescribeAutoScalingGroups';
  const world = await openShopOf(3, { faults: createFaults([{ ...crash, call, caller: '*-check-replacement' }]) });
  hang(world);
  await world.advanceMinutes(6);
  expect(told(world)).toContain('task-errors to ALARM');
});
