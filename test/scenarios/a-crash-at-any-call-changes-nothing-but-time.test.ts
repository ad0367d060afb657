import { expect, it } from 'vitest';
import { createFaults } from '../../local/faults/create-faults.ts';
import { executionsOf, sizeAtTarget, sizeAtTargetFor } from './watched-world.ts';
import { World } from './world.ts';

/** Every call of the sweep in the minute in which it scales out, and the one of the function that looks at the fleet. */
const CALLS = [
  ['rubato-demo-on-sweep', 'dynamodb:BatchGetItem'],
  ['rubato-demo-on-sweep', 'autoscaling:DescribeAutoScalingGroups'],
  ['rubato-demo-on-sweep', 'monitoring:GetMetricData'],
  ['rubato-demo-on-sweep', 'dynamodb:TransactWriteItems'],
  ['rubato-demo-on-sweep', 'states:StartExecution'],
  ['rubato-demo-check-fleet', 'autoscaling:DescribeAutoScalingGroups'],
] as const;
const MOMENTS = ['before', 'after'] as const;
const STEP_AT_MINUTE = 5;

it.each(CALLS.flatMap(([caller, call]) => MOMENTS.map((moment) => ({ caller, call, moment }))))(
  '$caller dies $moment $call: the tier has its size all the same, by one effect',
  async ({ caller, call, moment }) => {
    const fromMs = Date.parse('2026-01-13T09:05:30Z');
    const world = await World.load({
      // The sweep alone, so that nobody else does its work.
      faults: createFaults([
        { kind: 'drop-events', source: 'aws.cloudwatch' },
        { kind: 'crash-functions', caller, call, moment, fromMs, times: 1 },
      ]),
    });
    await sizeAtTargetFor(world, 3_000);
    world.drive((minutes) => (minutes < STEP_AT_MINUTE ? 3_000 : 9_000));
    await world.advanceMinutes(STEP_AT_MINUTE + 10);

    const crashes = world.journal('function-error', caller).map(({ detail }) => detail['errorType']);
    const needed = sizeAtTarget(world.tier(), 9_000);
    expect(crashes).toEqual(['Runtime.ExitError']);
    expect(world.desired()).toBe(needed);
    expect(executionsOf(world, 'scale-tier').map(({ output }) => output)).toEqual([{ outcome: 'settled' }]);
  },
);
