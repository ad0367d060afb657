import { describe, expect, it } from 'vitest';
import { decideHeal, newHealingState } from '../../../core/healing/decide-heal.ts';
import { isLookDue } from '../../../core/healing/is-look-due.ts';
import type { HealingState, MemberHealth } from '../../../core/healing/model.ts';

const minuteMs = 60_000;
const state = (quietMinutes: number | null, lookMinutes: number): HealingState => ({
  ...newHealingState('web'),
  quietSinceMs: quietMinutes === null ? null : -quietMinutes * minuteMs,
  lastLookMs: -lookMinutes * minuteMs,
});

describe('isLookDue', () => {
  it.each([
    { when: 'never looked at', state: newHealingState('web'), expected: true },
    { when: 'not quiet', state: state(null, 1), expected: true },
    { when: 'quiet for 29 minutes', state: state(29, 1), expected: true },
    { when: 'quiet for 30 minutes and looked at 1 minute ago', state: state(30, 1), expected: false },
    { when: 'quiet for 30 minutes and looked at 2 minutes ago', state: state(30, 2), expected: true },
  ])('is $expected for what is $when', ({ state: seen, expected }) => {
    expect(isLookDue(seen, 0)).toBe(expected);
  });

  it('looks at a healthy tier each minute for half an hour, then every two', () => {
    const healthy: MemberHealth = {
      instanceId: 'i-0',
      zone: 'a',
      lifecycleState: 'InService',
      isHealthyToGroup: true,
      statusChecks: 'ok',
      targetHealth: 'healthy',
      targetReason: null,
      isProtectedFromScaleIn: false,
      launchedAtMs: null,
    };
    let seen = newHealingState('web');
    let looks = 0;
    for (let nowMs = 0; nowMs < 1440 * minuteMs; nowMs += minuteMs) {
      if (!isLookDue(seen, nowMs)) continue;
      looks += 1;
      const policy = { unhealthySeconds: 60, replacementsPerHour: 6 };
      const flags = { isOwned: true, isProtected: false, isSuspended: false };
      seen = decideHeal({
        tierId: 'web',
        group: 'g',
        policy,
        warmUpSeconds: 180,
        state: seen,
        desired: 1,
        members: [healthy],
        ...flags,
        mode: 'on',
        nowMs,
      }).next;
    }
    expect(looks).toBe(30 + (1440 - 30) / 2);
  });
});
