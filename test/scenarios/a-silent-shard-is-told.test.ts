import { expect, it } from 'vitest';
import { troubles, withSilence } from './silence.ts';

it.each(['tiers-1', 'health-2'])(
  'one shard of three that is not invoked any more is told by its own alarm: %s',
  async (schedule) => {
    const world = await withSilence(new RegExp(`-${schedule}$`), 15, 'test/blueprints/three-shards.yaml');
    await world.advanceMinutes(10);
    expect(troubles(world)).toEqual([`${schedule}-silent to ALARM`]);
  },
);
