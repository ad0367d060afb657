import { expect, it } from 'vitest';
import { sizeChanges } from './watched-world.ts';
import { World } from './world.ts';

it.each([
  { mode: 'on', blueprintFile: 'test/blueprints/guarded-shop.yaml', group: 'shop-web', grows: true },
  { mode: 'dry-run', blueprintFile: 'test/blueprints/sleeping-shop.yaml', group: 'rubato-demo-web', grows: false },
])(
  'where nobody has thrown the switch, the mode of the blueprint counts: $mode',
  async ({ grows, group, ...given }) => {
    const world = await World.load({ blueprintFile: given.blueprintFile, mode: null });
    const before = world.desired(group);
    world.drive(() => 6_000);
    await world.advanceMinutes(10);

    expect(world.desired(group) > before).toBe(grows);
    expect(sizeChanges(world).length > 0).toBe(grows);
  },
);
