import { expect, it } from 'vitest';
import { executionsOf, type SizeChange, sizeAtTargetFor, sizeChanges, watchedWorld } from './watched-world.ts';

/** Up in one step, and down again for good. */
const LOAD = (minutes: number): number => (minutes < 5 ? 3_000 : minutes < 12 ? 9_000 : 4_000);

interface Run {
  readonly changes: readonly SizeChange[];
  readonly executionNames: readonly string[];
  readonly setDesiredCapacity: number;
  readonly sweeps: number;
  readonly desired: number;
}

const run = async (deliveries: number): Promise<Run> => {
  const { world, calls } = await watchedWorld({ faults: { deliveries: () => deliveries } });
  await sizeAtTargetFor(world, LOAD(0));
  world.drive(LOAD);
  await world.advanceMinutes(40);
  return {
    changes: sizeChanges(world),
    executionNames: executionsOf(world, 'scale-tier').map(({ identity }) => identity.name),
    setDesiredCapacity: calls.filter(({ name }) => name === 'autoscaling:SetDesiredCapacity').length,
    sweeps: world.journal('delivery', 'rubato-demo-tiers-0').length,
    desired: world.desired(),
  };
};

it('the same events and schedules three times over have one effect each', async () => {
  const once = await run(1);
  const thrice = await run(3);

  expect(thrice.sweeps).toBe(3 * once.sweeps);
  expect([once.changes.some(({ from, to }) => to > from), once.changes.some(({ from, to }) => to < from)]).toEqual([
    true,
    true,
  ]);
  // One execution for each version of the target, at its first attempt, and one call for each execution.
  const versions = thrice.executionNames.map((name) => name.replace(/-1$/, ''));
  expect(new Set(versions).size).toBe(thrice.executionNames.length);
  expect(thrice.setDesiredCapacity).toBe(thrice.executionNames.length);
  expect(thrice.changes.map(({ from, to }) => [from, to])).toEqual(once.changes.map(({ from, to }) => [from, to]));
  expect(thrice.desired).toBe(once.desired);
});
