import { beforeAll, describe, expect, it } from 'vitest';
import { hang } from './shop.ts';
import { sizeChanges } from './watched-world.ts';
import { World } from './world.ts';

/** Requests a minute that 40 instances serve at their target. */
const LOAD = 28_000;

describe('targets that take requests and answer none, of which only the load balancer tells', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.load({ blueprintFile: 'test/blueprints/guarded-shop.yaml' });
    for (const id of ['web', 'api']) {
      await world.rehearsal.sizeFor(world.tier(id), LOAD / 0.7);
      world.drive((minutes) => (minutes < 10 ? LOAD : LOAD / 2), id);
    }
    await world.advanceMinutes(10);
    for (const group of ['shop-web', 'shop-api']) hang(world, 2, group);
    await world.advanceMinutes(2.5);
  });

  it('keep the instances of a tier whose load balancer serves nobody else', async () => {
    expect(sizeChanges(world, 'web')).toEqual([]);
    const last = (await world.decisions('tier web')).at(-1);
    expect(last).toMatchObject({
      reason: 'under-stress',
      text: expect.stringMatching(/errors are .* %, the guard is 2 %/),
    });
  });

  it('keep none of a tier that shares its load balancer, for they may be the errors of another', () => {
    expect(sizeChanges(world, 'api')).not.toEqual([]);
  });
});
