import { expect, it } from 'vitest';
import { type SizeChange, sizeAtTargetFor, sizeChanges } from './watched-world.ts';
import { MINUTE_MS, World, type WorldSettings } from './world.ts';

/** Ends thrice as high as it begins, in two steps. */
const LOAD = (minutes: number): number => (minutes < 5 ? 3_000 : minutes < 15 ? 6_000 : 9_000);

interface Run {
  readonly changes: readonly SizeChange[];
  readonly desired: number;
  readonly alarmDeliveries: number;
}

/** In this world sweeps come at second 0, when the minute before cannot be read yet, and the alarm on the load at second 30. */
const SEED = 4;

const run = async (faults: NonNullable<WorldSettings['faults']>): Promise<Run> => {
  const world = await World.load({ seed: SEED, faults });
  await sizeAtTargetFor(world, LOAD(0));
  world.drive(LOAD);
  await world.advanceMinutes(30);
  return {
    changes: sizeChanges(world),
    desired: world.desired(),
    alarmDeliveries: world.journal('delivery', 'rubato-demo-load-alarm').length,
  };
};

it('with every alarm dropped the sizes are the same, at most one sweep later', async () => {
  const whole = await run({});
  const deaf = await run({ deliveries: ({ source }) => (source === 'aws.cloudwatch' ? 0 : 1) });

  expect([whole.alarmDeliveries > 0, deaf.alarmDeliveries]).toEqual([true, 0]);
  expect(whole.changes).toHaveLength(2);
  expect(deaf.desired).toBe(whole.desired);
  expect(deaf.changes.map(({ from, to }) => [from, to])).toEqual(whole.changes.map(({ from, to }) => [from, to]));
  for (const [index, { atMs }] of deaf.changes.entries()) {
    const laterByMs = atMs - (whole.changes[index]?.atMs ?? Number.NaN);
    expect(laterByMs).toBeGreaterThan(0); // or the alarms had made no difference here
    expect(laterByMs).toBeLessThanOrEqual(MINUTE_MS);
  }
});
