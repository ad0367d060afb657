import { expect, it } from 'vitest';
import { createFaults } from '../../local/faults/create-faults.ts';
import { activitiesSince, hang, healReasons, openShopOf, serving } from './shop.ts';

it('half of a tier that hangs at once is not touched, and is told once, for as long as it lasts', async () => {
  const world = await openShopOf(6);
  const hungAtMs = world.nowMs;
  const bad = hang(world, 3);
  await world.advanceMinutes(80); // A hold is recorded again each hour.

  expect(activitiesSince(world, 'terminate', hungAtMs)).toBe(0);
  expect(serving(world).map(({ instanceId }) => instanceId)).toEqual(expect.arrayContaining([...bad]));
  expect(world.journal('execution', 'rubato-demo-heal-instance')).toEqual([]);
  expect(await healReasons(world)).toEqual(['healthy', 'braking', 'braking']);
  const alerts = world.journal('log').filter(({ detail }) => String(detail['line']).includes('healing brakes'));
  expect(alerts).toHaveLength(1);
});

it('of which the function dies before it could tell rings the same alarm', async () => {
  const world = await openShopOf(6, {
    faults: createFaults([
      {
        kind: 'crash-functions',
        call: 'dynamodb:TransactWriteItems',
        caller: 'rubato-demo-on-health-sweep',
        moment: 'after',
        fromMs: Date.parse('2026-01-13T09:06:00Z'),
        times: 1,
      },
    ]),
  });
  hang(world, 3);
  await world.advanceMinutes(20);

  expect(await healReasons(world)).toEqual(['healthy', 'braking']);
  expect(world.journal('function-error', 'rubato-demo-on-health-sweep')).toHaveLength(1);
  const alarm = world.journal('alarm', 'rubato-demo-on-health-sweep-errors').map(({ detail }) => detail['to']);
  expect(alarm).toEqual(['OK', 'ALARM', 'OK']);
});
