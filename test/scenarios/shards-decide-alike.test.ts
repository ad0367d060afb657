import { expect, it } from 'vitest';
import { publishOrders, sizeAtTargetFor } from './watched-world.ts';
import { World } from './world.ts';

const GROUPS = ['rubato-demo-web', 'rubato-demo-staging-app', 'rubato-demo-staging-web'];

/** Each tier has its own day: up and down at other minutes. */
const web = (minutes: number): number => (minutes < 6 ? 4_000 : minutes < 12 ? 9_000 : 5_000);
const stagingApp = (minutes: number): number => (minutes < 8 ? 500 : minutes < 14 ? 1_200 : 400);
const stagingWeb = (minutes: number): number => (minutes < 4 ? 1_000 : minutes < 10 ? 2_400 : 900);

const run = async (blueprintFile: string) => {
  // Where every boot takes the same time, what differs can only come from the shards.
  const world = await World.load({ blueprintFile, settings: { ec2: { bootSpreadShare: 0 } } });
  await sizeAtTargetFor(world, web(0));
  world.drive(web);
  publishOrders(world, 'web', web);
  publishOrders(world, 'staging-app', stagingApp);
  publishOrders(world, 'staging-web', stagingWeb);
  const sizes: Readonly<Record<string, number>>[] = [];
  for (let minute = 0; minute < 42; minute++) {
    await world.advanceMinutes(1);
    sizes.push(Object.fromEntries(GROUPS.map((group) => [group, world.desired(group)])));
  }
  const sweeps = ['0', '1', '2'].map((shard) => world.journal('delivery', `rubato-demo-tiers-${shard}`).length);
  return { decisions: await world.decisions(), sizes, sweeps };
};

it('1 and 3 shards lead to equal decisions and equal sizes of every tier', async () => {
  const one = await run('test/blueprints/one-shard.yaml');
  const three = await run('test/blueprints/three-shards.yaml');

  expect([one.sweeps.map((count) => count > 0), three.sweeps.map((count) => count > 0)]).toEqual([
    [true, false, false],
    [true, true, true],
  ]);
  for (const subject of ['tier web', 'tier staging-app', 'tier staging-web']) {
    const actions = one.decisions
      .filter((row) => row.subject === subject && row.action === 'scale')
      .map(({ text }) => text.replace(/ from .*/, ''));
    expect([...new Set(actions)].sort(), subject).toEqual(['Scale in', 'Scale out']);
  }
  expect(three.decisions).toEqual(one.decisions);
  expect(three.sizes).toEqual(one.sizes);
});
