import { expect, it } from 'vitest';
import { APP_STAGE, ask, openShopByDay, SHOP, sizesOf, staging } from './shop.ts';
import { executionsOf } from './watched-world.ts';

it('a sleep that is delivered twice saves the sizes once, and the wake restores them exactly', async () => {
  const world = await openShopByDay(3);
  await ask(world, 'asleep', 9);
  await world.advanceMinutes(4);
  const [sleep] = executionsOf(world, 'sleep-environment');
  if (sleep === undefined) throw new Error('nothing went to sleep');
  const saved = (await staging(world))['savedSizes'];
  await world.cloud.call('states', 'StartExecution', {
    stateMachineArn: sleep.identity.stateMachineArn,
    name: 'delivered-again',
    input: JSON.stringify(sleep.input),
  });
  await world.advanceMinutes(3);
  expect(executionsOf(world, 'sleep-environment').map(({ output }) => output)).toEqual([
    { outcome: 'asleep' },
    { outcome: 'asleep' },
  ]);
  expect((await staging(world))['savedSizes']).toEqual(saved);

  await world.advanceMinutes(5);
  expect([sizesOf(world, APP_STAGE), sizesOf(world, SHOP)]).toEqual([
    [1, 2, 2],
    [1, 4, 3],
  ]);
});
