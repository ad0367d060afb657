import { beforeEach, describe, expect, it } from 'vitest';
import { REPEAT_SECONDS } from '../../core/repeat-seconds.ts';
import { AwsError } from '../../local/kernel.ts';
import { BLUEPRINT, INPUT, open, staged } from './environment-fixture.ts';
import type { Rehearsal } from './rehearsal.ts';

const refusal = () => new AwsError('ResourceContention', 'another update is under way');

describe.each([
  { machine: 'sleep-environment', before: [], outcome: 'asleep' },
  { machine: 'wake-environment', before: ['sleep-environment'], outcome: 'awake' },
] as const)('$machine', ({ machine, before, outcome }) => {
  let world: Rehearsal;

  beforeEach(async () => {
    world = await open(BLUEPRINT, staged('staging-app', 'app', 2), staged('staging-web', 'web', 3));
    for (const earlier of before) await world.run(earlier, INPUT);
  });

  it('does not repeat a call that could come after the deadline of its stage', async () => {
    const calls = world.failAtFirst('ResizeGroup', 99, refusal);
    expect((await world.run(machine, { ...INPUT, stageDeadlineSeconds: REPEAT_SECONDS })).output).toEqual({
      outcome: 'call-failed',
    });
    expect(calls()).toBe(1);
  });

  it('gives each stage its own time for refused calls, however long the one before took', async () => {
    let calls = 0;
    world.before.set('ResizeGroup', () => {
      calls += 1;
      if (calls === 2) throw refusal();
    });
    const input = { ...INPUT, lookSeconds: 120, stageDeadlineSeconds: 130 };
    expect((await world.run(machine, input)).output).toEqual({ outcome });
    expect(calls).toBe(3);
  });
});
