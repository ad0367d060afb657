import { beforeAll, describe, expect, it } from 'vitest';
import { readFailures } from '../../cli/simulation/read-failures.ts';
import { HOUR_MS, World } from './world.ts';

/** Groups of test/blueprints/own-groups.yaml; none is in our stack. */
const GROUPS = ['shop-web', 'shop-jobs', 'test-preview', 'test-db', 'demo-stack-all'];

/** Monday 2026-01-12, 18:00 in Rome: two hours before the environments go to sleep. */
const MONDAY_18_MS = Date.parse('2026-01-12T17:00:00Z');

describe('a blueprint with groups of its own', () => {
  let world: World;
  const wasAsleep = new Map<string, boolean>();

  beforeAll(async () => {
    world = await World.load({ blueprintFile: 'test/blueprints/own-groups.yaml', startAtMs: MONDAY_18_MS });
    world.drive((minutes) => (minutes < 20 ? 2000 : 9000), 'web');
    world.drive((minutes) => (minutes < 20 ? 50 : 200), 'jobs');
    world.rehearsal.hangOneAt(world.tier('web'), MONDAY_18_MS + HOUR_MS);
    await world.cloud.advance(4 * HOUR_MS);
    for (const group of GROUPS) wasAsleep.set(group, world.desired(group) === 0);
    await world.cloud.advance(11 * HOUR_MS);
  });

  it('finds its groups in the account, from the min to the max of their tiers', () => {
    expect(world.rehearsal.accountGroups.map(({ name, min, max }) => [name, min, max])).toEqual([
      ['shop-web', 2, 40],
      ['shop-jobs', 1, 10],
      ['test-preview', 1, 4],
      ['test-db', 1, 1],
      ['demo-stack-all', 1, 1],
    ]);
  });

  it('has a tier follow the requests at the load balancer that it names, which its alarm hears as well', () => {
    expect(world.desired('shop-web')).toBe(13);
    expect(world.journal('alarm', 'rubato-shop-load-web').map(({ detail }) => detail['to'])).toContain('ALARM');
  });

  it('has a tier follow metrics of its own', () => {
    expect(world.desired('shop-jobs')).toBe(8);
  });

  it('has a hung instance replaced', () => {
    expect(world.journal('event', 'rubato/Instance Replaced')).toHaveLength(1);
  });

  it('has environments sleep and wake that are found by a tag or by the name of their stack', () => {
    expect(Object.fromEntries(wasAsleep)).toEqual({
      'shop-web': false,
      'shop-jobs': false,
      'test-preview': true,
      'test-db': true,
      'demo-stack-all': true,
    });
    expect(['test-preview', 'test-db', 'demo-stack-all'].map((group) => world.desired(group))).toEqual([1, 1, 1]);
  });

  it('fails nowhere', () => {
    expect(readFailures(world.rehearsal)).toEqual([]);
  });
});
