import { expect, it } from 'vitest';
import { DEFAULT_EC2_SETTINGS } from '../../local/services/ec2/ec2-model.ts';
import { heals, openShopOf } from './shop.ts';
import { TUESDAY_10_MS } from './world.ts';

const IN_TIME_MS = (DEFAULT_EC2_SETTINGS.bootSeconds + 180) * 1000;

/** The seed decides when alarms look and when health checks come; the seconds, where in a sweep's minute it happens. */
const PHASES = [
  { seed: 2, startSecond: 0, hangSecond: 1 },
  { seed: 3, startSecond: 17, hangSecond: 25 },
  { seed: 5, startSecond: 31, hangSecond: 29 },
  { seed: 8, startSecond: 48, hangSecond: 44 },
];

it.each(PHASES)(
  'an instance that hangs is replaced within its boot and 3 minutes, also in a tier that was long quiet (seed $seed)',
  async ({ seed, startSecond, hangSecond }) => {
    const world = await openShopOf(3, { seed, startAtMs: TUESDAY_10_MS + startSecond * 1000 });
    const hangOne = () => world.rehearsal.hangOneAt(world.tier(), world.nowMs + hangSecond * 1000);
    await world.advanceMinutes(32);
    const quiet = hangOne();
    await world.advanceMinutes(9);
    const watched = hangOne();
    await world.advanceMinutes(9);

    expect(heals(world).map(({ instanceId, outcome }) => [instanceId, outcome])).toEqual([
      [quiet.instanceId, 'replaced'],
      [watched.instanceId, 'replaced'],
    ]);
    for (const [index, { atMs }] of [quiet, watched].entries()) {
      expect((heals(world)[index]?.replacedAtMs ?? Number.NaN) - atMs).toBeLessThanOrEqual(IN_TIME_MS);
    }
  },
);
