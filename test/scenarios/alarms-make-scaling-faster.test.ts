import { expect, it } from 'vitest';
import { faultProfile } from './fault-profile.ts';
import { sizeAtTargetFor, watchedWorld } from './watched-world.ts';
import { MINUTE_MS, TUESDAY_10_MS } from './world.ts';

/**
 * Each world has its alarms evaluate at a second of the minute drawn from its seed; the sweeps' second is spread evenly. Under a
 * fault profile a few of them show that nothing else changes.
 */
const SEEDS = Array.from({ length: faultProfile === '' ? 16 : 4 }, (_, index) => index + 1);

const REQUESTS_BEFORE = 3_000;
/** Each is over the target of the fleet that the one before it led to, and far enough away that all is quiet again. */
const BREACHES = [
  { minute: 8, requests: 6_000 },
  { minute: 17, requests: 12_000 },
] as const;

interface Delays {
  readonly both: number;
  readonly sweepAlone: number;
}

/**
 * Seconds from the start of the first minute over the target to SetDesiredCapacity, of two breaches in one world: one
 * with alarms and sweep, one with every alarm dropped. Which of the two comes first alternates.
 */
const delaysOf = async (seed: number): Promise<Delays> => {
  let areAlarmsDropped = false;
  const { world, calls } = await watchedWorld({
    seed,
    startAtMs: TUESDAY_10_MS + Math.round((seed * MINUTE_MS) / SEEDS.length),
    faults: { deliveries: ({ source }) => (source === 'aws.cloudwatch' && areAlarmsDropped ? 0 : 1) },
  });
  await sizeAtTargetFor(world, REQUESTS_BEFORE);
  const atMs = (minute: number): number => TUESDAY_10_MS + minute * MINUTE_MS;
  world.rehearsal.drive(
    world.tier(),
    (minuteMs) => BREACHES.findLast(({ minute }) => minuteMs >= atMs(minute))?.requests ?? REQUESTS_BEFORE,
  );
  const delays = { both: Number.NaN, sweepAlone: Number.NaN };
  for (const [index, { minute }] of BREACHES.entries()) {
    const kind = (seed + index) % 2 === 0 ? 'both' : 'sweepAlone';
    await world.cloud.advanceTo(atMs(minute));
    areAlarmsDropped = kind === 'sweepAlone';
    await world.cloud.advanceTo(atMs(minute + 3));
    const effects = calls.filter(({ name }) => name === 'autoscaling:SetDesiredCapacity');
    expect(effects.length, `changes of size in world ${seed} after breach ${index}`).toBe(index + 1);
    delays[kind] = ((effects[index]?.atMs ?? Number.NaN) - atMs(minute)) / 1000;
  }
  return delays;
};

const medianOf = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.slice(Math.floor((sorted.length - 1) / 2), Math.floor(sorted.length / 2) + 1);
  return middle.reduce((total, value) => total + value, 0) / middle.length;
};

it('with alarms and sweep the median time from breach to SetDesiredCapacity beats the sweep alone', async () => {
  const delays: Delays[] = [];
  for (const seed of SEEDS) delays.push(await delaysOf(seed));

  const both = medianOf(delays.map((delay) => delay.both));
  const sweepAlone = medianOf(delays.map((delay) => delay.sweepAlone));
  const text = `from breach to SetDesiredCapacity, median of ${delays.length} breaches each: ${both.toFixed(1)} s with alarms and sweep, ${sweepAlone.toFixed(1)} s with the sweep alone`;
  process.stdout.write(`${text}\n`);
  expect(both, text).toBeLessThan(sweepAlone);
});
