import { expect, it } from 'vitest';
import { createFaults } from '../../local/faults/create-faults.ts';
import { APP_STAGE, ask, openShopByDay, SHOP, sizesOf, staging } from './shop.ts';
import { executionsOf } from './watched-world.ts';

/** Longer than the lease, and than what the next attempt takes. */
const PAUSE_SECONDS = 900;

it('a sleep that stands still beyond its lease is followed by another attempt, and does no harm when it goes on', async () => {
  const world = await openShopByDay(2, undefined, {
    faults: createFaults([
      {
        kind: 'pause-calls',
        call: 'lambda:Invoke',
        caller: 'staging-*-1',
        moment: 'before',
        seconds: PAUSE_SECONDS,
        times: 1,
      },
    ]),
  });
  await ask(world, 'asleep', 60);
  await world.advanceMinutes(12);
  const asleep = await staging(world);
  expect(asleep).toMatchObject({ phase: 'asleep', attempt: 2 });

  await ask(world, 'awake', 60);
  await world.advanceMinutes(10);
  expect(executionsOf(world, 'sleep-environment').map(({ output }) => output)).toEqual([
    { outcome: 'superseded' },
    { outcome: 'asleep' },
  ]);
  const awake = await staging(world);
  expect(awake).toMatchObject({ phase: 'awake', attempt: 1 });
  expect(awake['epoch']).toBeGreaterThan(asleep['epoch'] as number);
  expect([sizesOf(world, APP_STAGE), sizesOf(world, SHOP)]).toEqual([
    [1, 2, 2],
    [1, 4, 2],
  ]);
});
