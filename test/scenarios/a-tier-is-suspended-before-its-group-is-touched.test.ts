import { expect, it } from 'vitest';
import type { Faults } from '../../local/kernel.ts';
import { ask, openShopByDay, staging, storedItem } from './shop.ts';
import type { World } from './world.ts';

it('sleep suspends the tier and saves the sizes before it changes the first group', async () => {
  const seen: Promise<unknown>[] = [];
  let world: World | undefined;
  const interrupt: Faults['interrupt'] = ({ operation }) => {
    if (operation === 'UpdateAutoScalingGroup' && world !== undefined) {
      seen.push(Promise.all([storedItem(world, 'TIER#shop'), staging(world)]));
    }
    return undefined;
  };
  world = await openShopByDay(3, undefined, { faults: { interrupt } });
  await ask(world, 'asleep', 30);
  await world.advanceMinutes(4);

  const savedSizes = {
    'rubato-demo-staging-app': { min: 1, max: 2, desired: 2 },
    'rubato-demo-staging-web': { min: 1, max: 4, desired: 3 },
  };
  const before = [{ suspendedBy: 'staging' }, { phase: 'falling-asleep', savedSizes }];
  expect(await Promise.all(seen)).toMatchObject([before, before]);
});
