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
