import { expect, it } from 'vitest';
import type { SavedSize } from '../../core/environment/model.ts';
import { ask, resize, SHOP, sizesOf, staging } from './shop.ts';
import { publishOrders } from './watched-world.ts';
import { MINUTE_MS, World } from './world.ts';

const DAY_MS = 24 * 60 * MINUTE_MS;

/** Orders of every minute of two hours of yesterday, from an hour before this time of day on. */
const ordersOfYesterday = (world: World, orders: number): Promise<unknown> => {
  const firstMs = Math.floor(world.nowMs / MINUTE_MS) * MINUTE_MS - DAY_MS - 60 * MINUTE_MS;
  const MetricData = Array.from({ length: 120 }, (_, minute) => ({
    MetricName: 'Orders',
    Dimensions: [{ Name: 'Tier', Value: 'shop' }],
    Timestamp: new Date(firstMs + minute * MINUTE_MS),
    Value: orders,
  }));
  return world.cloud.call('monitoring', 'PutMetricData', { Namespace: 'Shop', MetricData });
};

it('a tier that went to sleep small wakes with what this time of other days took, and says why', async () => {
  const world = await World.load({ blueprintFile: 'test/blueprints/learning-staging.yaml' });
  await resize(world, SHOP, { MinSize: 1, DesiredCapacity: 1 });
  await ordersOfYesterday(world, 280);
  publishOrders(world, 'shop', (minutes) => (minutes < 15 ? 60 : 280));
  await world.advanceMinutes(8);

  await ask(world, 'asleep', 8);
  await world.advanceMinutes(4);
  const { phase, savedSizes } = await staging(world);
  expect(phase).toBe('asleep');
  const saved = (savedSizes as Record<string, SavedSize>)[SHOP];
  expect(saved?.desired).toBeLessThanOrEqual(2);
  // What the wake itself gives it, before the tier may size itself.
  while (sizesOf(world, SHOP)[2] === 0) await world.advanceMinutes(0.25);
  expect(await staging(world)).toMatchObject({ phase: 'waking' });
  expect(sizesOf(world, SHOP)).toEqual([saved?.min, saved?.max, 3]);
  await world.advanceMinutes(6);
  expect(await staging(world)).toMatchObject({ phase: 'awake' });

  const wake = (await world.decisions('environment staging')).find(({ action }) => action === 'wake');
  expect(wake?.inputs).toMatchObject({
    forecasts: {
      [SHOP]: { size: 3, text: expect.stringMatching(/^up to 2\.8 in the next 30 min on other days, and a margin of/) },
    },
  });
});
