import { beforeAll, describe, expect, it } from 'vitest';
import { readFailures } from '../../cli/simulation/read-failures.ts';
import { HOUR_MS, MINUTE_MS, World } from './world.ts';

/** Groups of test/blueprints/own-groups.yaml; none is in our stack. */
const GROUPS = ['shop-web', 'shop-jobs', 'test-preview', 'test-db', 'demo-stack-all'];

/** Monday 2026-01-12, 20:00 in Rome: the environments go to sleep, for an hour and a half. */
const EVENING_MS = Date.parse('2026-01-12T19:00:00Z');
const AWAKE_MS = EVENING_MS + 90 * MINUTE_MS;

describe('a blueprint with groups of its own', () => {
  let world: World;
  const wasAsleep = new Map<string, boolean>();

  beforeAll(async () => {
    world = await World.load({ blueprintFile: 'test/blueprints/own-groups.yaml', startAtMs: EVENING_MS - HOUR_MS });
    world.drive((minutes) => (minutes < 20 ? 2000 : 9000), 'web');
    world.drive((minutes) => (minutes < 20 ? 50 : 200), 'jobs');
    world.rehearsal.hangOneAt(world.tier('web'), EVENING_MS);
    await world.cloud.advanceTo(EVENING_MS + 20 * MINUTE_MS);
    for (const group of GROUPS) wasAsleep.set(group, world.desired(group) === 0);
    await world.cloud.advanceTo(AWAKE_MS + 20 * MINUTE_MS);
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
    const [before, after] = [-1, 0].map((minute) =>
      world.rehearsal.series(world.tier('web')).find(({ minuteMs }) => minuteMs === EVENING_MS + minute * MINUTE_MS),
    );
    expect(before?.unserved).toBe(0);
    expect(after?.unserved).toBeGreaterThan(0);
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
