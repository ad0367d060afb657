import { expect, it } from 'vitest';
import { troubles, withSilence } from './silence.ts';

it('one shard of three that is not invoked any more is told', async () => {
  const world = await withSilence(/-tiers-1$/, 15, 'test/blueprints/three-shards.yaml');
  await world.advanceMinutes(10);
  expect(troubles(world)).toEqual(['on-sweep-silent to ALARM']);
});
