import { describe, expect, it } from 'vitest';
import { planAttempt } from '../../../core/scaling/plan-attempt.ts';
import { aState, MIDNIGHT_MS } from './scale-fixture.ts';

const state = (attempt: number) =>
  aState(20, { attempt, applied: { size: 20, version: 3, atMs: MIDNIGHT_MS, outcome: 'no-capacity' } });

describe('planAttempt', () => {
  it.each(['none', 'reached', 'running'] as const)('does nothing when the execution is %s', (standing) => {
    expect(planAttempt(standing, state(1), MIDNIGHT_MS + 3_600_000)).toEqual({ plan: 'nothing' });
  });

  it.each([
    [1, 1],
    [2, 2],
    [3, 4],
    [4, 8],
    [5, 15],
    [7, 15],
  ])('after attempt %i it waits %i min', (attempt, minutes) => {
    const readyAtMs = MIDNIGHT_MS + minutes * 60_000;
    expect(planAttempt('ended', state(attempt), readyAtMs - 1)).toMatchObject({ plan: 'wait' });
    expect(planAttempt('ended', state(attempt), readyAtMs)).toMatchObject({ plan: 'start', attempt: attempt + 1 });
  });

  it('follows one whose size was overruled at once, for only the call has to be repeated', () => {
    const overruled = {
      ...state(2),
      applied: { size: 20, version: 3, atMs: MIDNIGHT_MS, outcome: 'overruled' } as const,
    };
    expect(planAttempt('ended', overruled, MIDNIGHT_MS)).toMatchObject({ plan: 'start', attempt: 3 });
  });

  it('gives up after the eighth', () => {
    const plan = planAttempt('ended', state(8), MIDNIGHT_MS + 3_600_000);
    expect(plan).toEqual({ plan: 'give-up', text: 'attempt 8 of 8 ended as no-capacity' });
  });

  it('says what to do about a quota', () => {
    const short = { ...state(8), applied: { size: 20, version: 3, atMs: MIDNIGHT_MS, outcome: 'quota' } as const };
    expect(planAttempt('ended', short, MIDNIGHT_MS)).toMatchObject({
      plan: 'give-up',
      text: expect.stringContaining('raise its limit in Service Quotas'),
    });
  });

  it('follows a dead execution at once, for it was waited for already', () => {
    expect(planAttempt('died', state(3), MIDNIGHT_MS)).toMatchObject({ plan: 'start', attempt: 4 });
    expect(planAttempt('died', state(8), MIDNIGHT_MS)).toMatchObject({ plan: 'give-up' });
  });

  it('follows one that has not begun in two sweeps: its name is taken, and it may have died before its claim', () => {
    const waiting = (attempt: number) => ({ ...state(attempt), attemptedAtMs: MIDNIGHT_MS });
    expect(planAttempt('unclaimed', waiting(3), MIDNIGHT_MS + 109_000)).toMatchObject({ plan: 'start', attempt: 3 });
    expect(planAttempt('unclaimed', waiting(3), MIDNIGHT_MS + 110_000)).toMatchObject({ plan: 'start', attempt: 4 });
    expect(planAttempt('unclaimed', waiting(8), MIDNIGHT_MS + 110_000)).toMatchObject({ plan: 'give-up' });
  });

  it('starts the same attempt again when its start may have been lost, once a sweep', () => {
    const started = { ...state(3), attemptedAtMs: MIDNIGHT_MS };
    expect(planAttempt('unclaimed', started, MIDNIGHT_MS)).toMatchObject({ plan: 'start', attempt: 3 });
    const told = { ...started, lastReason: 'not-reached', lastRecordedAtMs: MIDNIGHT_MS };
    expect(planAttempt('unclaimed', told, MIDNIGHT_MS + 1_000)).toEqual({ plan: 'nothing' });
    expect(planAttempt('unclaimed', told, MIDNIGHT_MS + 60_000)).toMatchObject({ plan: 'start', attempt: 3 });
  });
});
