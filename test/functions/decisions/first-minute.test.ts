import { describe, expect, it } from 'vitest';
import type { PolicySpec, StepSide } from '../../../core/blueprint/model.ts';
import { firstMinuteMs } from '../../../functions/decisions/first-minute.ts';
import { aTier, MINUTE_MS, NOW_MS } from '../../fakes/builders.ts';

const side = (minutes: number): StepSide => ({
  threshold: 0.5,
  minutes,
  adjustment: 'ChangeInCapacity',
  minMagnitude: 1,
  steps: [],
  cooldownSeconds: 60,
});

describe('the first minute worth reading', () => {
  it.each([
    { when: 'a minute was fed before', lastTickMs: NOW_MS - 3 * MINUTE_MS, minutesAgo: 2 },
    { when: 'nothing was fed for a day', lastTickMs: NOW_MS - 1440 * MINUTE_MS, minutesAgo: 180 },
    { when: 'nothing was ever fed', lastTickMs: null, minutesAgo: 20 },
  ])('is $minutesAgo minutes ago when $when', ({ lastTickMs, minutesAgo }) => {
    expect(firstMinuteMs(aTier().policy, lastTickMs, NOW_MS + 40_000)).toBe(NOW_MS - minutesAgo * MINUTE_MS);
  });

  it('reaches back as far as the longer side of step scaling counts', () => {
    const policy = { type: 'step', scaleOut: side(2), scaleIn: side(30) } as const;
    expect(firstMinuteMs(policy, null, NOW_MS)).toBe(NOW_MS - 35 * MINUTE_MS);
  });

  it('is three hours ago for a policy that learns', () => {
    expect(firstMinuteMs({ type: 'adaptive', unservedPrice: 100 }, null, NOW_MS)).toBe(NOW_MS - 180 * MINUTE_MS);
  });

  it('is that of the policy under a floor', () => {
    const policy = { type: 'scheduled-floor', floors: [], leadMinutes: 5, policy: aTier().policy } as PolicySpec;
    expect(firstMinuteMs(policy, null, NOW_MS)).toBe(firstMinuteMs(aTier().policy, null, NOW_MS));
  });
});
