import { expect, it } from 'vitest';
import { createFaults, type Fault } from '../../local/faults/create-faults.ts';
import { inService, sizeAtTarget, sizeAtTargetFor } from './watched-world.ts';
import { World } from './world.ts';

const SECONDS = 300;
const UNTIL_MS = Date.parse('2026-01-13T09:30:00Z');

const READS = [
  'autoscaling:DescribeAutoScalingGroups',
  'elasticloadbalancing:DescribeTargetHealth',
  'monitoring:GetMetricData',
  'dynamodb:Index',
] as const;

/** Up in one step, and down again. */
const LOAD = (minutes: number): number => (minutes < 6 ? 3_000 : minutes < 14 ? 9_000 : 4_000);

it.each(READS)(
  'with %s up to five minutes old nothing goes wrong, and all is well once it is of the present',
  async (read) => {
    const fault: Fault = { kind: 'stale-reads', read, seconds: SECONDS, untilMs: UNTIL_MS };
    const world = await World.load({ faults: createFaults([fault]), foundOutMs: (SECONDS + 180) * 1000 });
    await sizeAtTargetFor(world, LOAD(0));
    world.drive(LOAD);
    world.rehearsal.hangOneAt(world.tier(), world.nowMs + 10 * 60_000);
    await world.advanceMinutes(50);
    const needed = sizeAtTarget(world.tier(), 4_000);
    expect([world.desired(), inService(world)]).toEqual([needed, needed]);
  },
);

it('a tier that grows each minute is not held up by reads that show it as it was before the last of them', async () => {
  const fault: Fault = { kind: 'stale-reads', read: READS[0], seconds: SECONDS, share: 0.5, untilMs: UNTIL_MS };
  const world = await World.load({ faults: createFaults([fault]), foundOutMs: (SECONDS + 180) * 1000 });
  await sizeAtTargetFor(world, 3_000);
  world.drive((minutes) => 3_000 + 1_000 * Math.min(20, Math.max(0, minutes - 4)));
  await world.advanceMinutes(28);
  expect(world.desired()).toBeGreaterThanOrEqual(sizeAtTarget(world.tier(), 22_000));
  const steps = (await world.decisions('tier web'))
    .map(({ text }) => /^Scale out from (\d+) to (\d+)/.exec(text) ?? [])
    .filter(({ length }) => length > 0);
  expect(steps.length).toBeGreaterThan(8);
  // Each from where the one before it ended, never from an old size that would be somebody else's.
  expect(steps.slice(1).map(([, from]) => from)).toEqual(steps.slice(0, -1).map(([, , to]) => to));
});
