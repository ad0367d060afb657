import { expect, it } from 'vitest';
import { EFFECTS, executionsOf, inService, sizeAtTarget, sizeAtTargetFor, watchedWorld } from './watched-world.ts';
import { MINUTE_MS, TUESDAY_10_MS } from './world.ts';

const HOUR_MS = 60 * MINUTE_MS;
/** 20:00 in Rome: staging goes to sleep. */
const EVENING_MS = TUESDAY_10_MS + 10 * HOUR_MS;
const WORKFLOWS = ['scale-tier', 'sleep-environment', 'heal-instance'];

it('the switch stops every effect within 10 s, and thrown on again everything converges', async () => {
  // Boots that take longer than the first look keep executions busy.
  const { world, calls } = await watchedWorld({
    startAtMs: EVENING_MS - 40 * MINUTE_MS,
    settings: { ec2: { bootSeconds: 420 } },
  });
  await sizeAtTargetFor(world, 6_000);
  world.rehearsal.drive(world.tier(), (minuteMs) =>
    minuteMs < EVENING_MS - 3 * MINUTE_MS ? 6_000 : minuteMs < EVENING_MS + 5 * MINUTE_MS ? 12_000 : 15_000,
  );
  world.rehearsal.hangOneAt(world.tier(), EVENING_MS - 4 * MINUTE_MS);

  await world.cloud.advanceTo(EVENING_MS + MINUTE_MS / 2);
  const underway = WORKFLOWS.map((workflow) => executionsOf(world, workflow).at(-1));
  expect(underway.map((execution) => execution?.status)).toEqual(WORKFLOWS.map(() => 'RUNNING'));

  await world.rehearsal.throwSwitch('off');
  const offAtMs = world.nowMs;
  await world.advanceMinutes(20);
  const late = calls.filter(({ name, atMs }) => EFFECTS.has(name) && atMs > offAtMs + 10_000);
  expect(late).toEqual([]);
  expect(underway.map((execution) => [execution?.status, execution?.output])).toEqual(
    WORKFLOWS.map(() => ['SUCCEEDED', expect.objectContaining({ outcome: 'stopped-by-switch' })]),
  );

  await world.rehearsal.throwSwitch('on');
  await world.advanceMinutes(40);
  const needed = sizeAtTarget(world.tier(), 15_000);
  expect([world.desired(), inService(world)]).toEqual([needed, needed]);
  expect([world.desired('rubato-demo-staging-app'), world.desired('rubato-demo-staging-web')]).toEqual([0, 0]);
});
