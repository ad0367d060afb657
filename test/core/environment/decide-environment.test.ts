import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Environment, Mode, Schedule } from '../../../core/blueprint/model.ts';
import { parsePeriod } from '../../../core/blueprint/parse-period.ts';
import {
  decideEnvironment,
  environmentStartSeconds,
  newEnvironmentState,
} from '../../../core/environment/decide-environment.ts';
import type { EnvironmentInput, EnvironmentResult, EnvironmentState } from '../../../core/environment/model.ts';

const minuteMs = 60_000;
const ms = (time: string): number => Date.parse(time.length <= 5 ? `2023-05-31T${time}Z` : time);

const staging: Environment = {
  id: 'staging',
  tag: { key: 'rubato:environment', value: 'staging' },
  stages: ['app', 'web'],
  schedule: 'day',
  stageDeadlineSeconds: 900,
};

const scheduleOf = (...periods: readonly Parameters<typeof parsePeriod>[0][]): Schedule => ({
  timeZone: 'UTC',
  periods: periods.map(parsePeriod),
  calendars: [],
});
const day = scheduleOf({ begin: '10:00', end: '20:00' });

const stateOf = (at: string, changes: Partial<EnvironmentState> = {}): EnvironmentState => ({
  ...newEnvironmentState('staging', 0),
  lastEvaluatedAtMs: ms(at),
  ...changes,
});

const later = (at: string, minutes: number): string => new Date(ms(at) + minutes * minuteMs).toISOString();

const look = (
  state: EnvironmentState,
  at: string,
  schedule: Schedule | null = day,
  mode: Mode = 'on',
  forecasts: EnvironmentInput['forecasts'] = {},
): EnvironmentResult =>
  decideEnvironment({
    environment: staging,
    schedule,
    scheduleHash: JSON.stringify(schedule),
    calendars: {},
    state,
    forecasts,
    mode,
    nowMs: ms(at),
  });

/** What the state machine writes when it is done. */
const finished = (state: EnvironmentState): EnvironmentState => ({
  ...state,
  phase: state.wanted ?? state.phase,
  leaseUntilMs: null,
});

const awake = { phase: 'awake' } as const;
const asleep = { phase: 'asleep' } as const;

describe('decideEnvironment, by the schedule', () => {
  it.each([
    {
      when: 'E1: five minutes before begin',
      state: stateOf('09:50', asleep),
      at: '09:55',
      expected: 'hold on-schedule',
    },
    { when: 'E1: at begin', state: stateOf('09:55', asleep), at: '10:00', expected: 'wake schedule-starts' },
    { when: 'E2: five minutes before end', state: stateOf('19:50', awake), at: '19:55', expected: 'hold on-schedule' },
    { when: 'E2: at end', state: stateOf('19:55', awake), at: '20:00', expected: 'sleep schedule-stops' },
    {
      when: 'E3: a person changed it between edges',
      state: stateOf('15:00', asleep),
      at: '15:05',
      expected: 'hold on-schedule',
    },
    {
      when: 'a person woke it at night and the end comes',
      state: stateOf('19:59', asleep),
      at: '20:00',
      expected: 'hold as-wanted',
    },
    {
      when: 'an outage lasted from before begin into the day',
      state: stateOf('08:00', asleep),
      at: '17:00',
      expected: 'wake schedule-starts',
    },
    {
      when: 'an outage lasted over a whole day',
      state: stateOf('08:00', awake),
      at: '23:00',
      expected: 'sleep schedule-stops',
    },
    {
      when: 'first contact is inside of the period',
      state: stateOf('12:00', { lastEvaluatedAtMs: null, ...asleep }),
      at: '12:00',
      expected: 'wake first-contact',
    },
    {
      when: 'first contact is outside of the period',
      state: newEnvironmentState('staging', 0),
      at: '22:00',
      expected: 'sleep first-contact',
    },
    {
      when: 'first contact finds it as it should be',
      state: newEnvironmentState('staging', 0),
      at: '12:00',
      expected: 'hold as-wanted',
    },
  ])('when $when: $expected', ({ state, at, expected }) => {
    const { action, reason } = look(state, at).decision;
    expect(`${action} ${reason}`).toBe(expected);
  });

  it.each([
    {
      when: 'O3: before a lone end',
      period: { end: '20:00' },
      state: stateOf('19:50', awake),
      at: '19:55',
      expected: 'hold on-schedule',
    },
    {
      when: 'O3: at a lone end',
      period: { end: '20:00' },
      state: stateOf('19:55', awake),
      at: '20:00',
      expected: 'sleep schedule-stops',
    },
    {
      when: 'H8: a lone end of 23:59 is a minute late',
      period: { end: '23:59' },
      state: stateOf('23:55', awake),
      at: '2023-06-01T00:00Z',
      expected: 'sleep schedule-stops',
    },
    {
      when: 'O5: at a lone begin',
      period: { begin: '10:00' },
      state: stateOf('09:55', asleep),
      at: '10:00',
      expected: 'wake schedule-starts',
    },
    {
      when: 'a lone begin is exactly 15 minutes late',
      period: { begin: '10:00' },
      state: stateOf('09:55', asleep),
      at: '10:15',
      expected: 'wake schedule-starts',
    },
    {
      when: 'a lone begin is over 15 minutes late',
      period: { begin: '10:00' },
      state: stateOf('09:55', asleep),
      at: '10:16',
      expected: 'hold missed-edge',
    },
  ])('when $when: $expected', ({ period, state, at, expected }) => {
    const { action, reason } = look(state, at, scheduleOf(period)).decision;
    expect(`${action} ${reason}`).toBe(expected);
  });

  it('names the execution by epoch and attempt, and holds it by a lease', () => {
    const { next, inputs } = look(stateOf('09:55', { ...asleep, epoch: 6, attempt: 3 }), '10:00');
    expect(inputs).toMatchObject({ epoch: 6, startedEpoch: ms('10:00') / 1000 });
    expect(next).toMatchObject({
      phase: 'waking',
      wanted: 'awake',
      epoch: ms('10:00') / 1000,
      attempt: 1,
      leaseUntilMs: ms('10:00') + environmentStartSeconds * 1000,
      nextDueAtMs: ms('10:00') + environmentStartSeconds * 1000,
    });
  });

  it('H36: acts once on an edge that is delivered twice, and not at all on one that comes late', () => {
    const first = look(stateOf('09:55', asleep), '10:00');
    const second = look(first.next, '10:00');
    const late = look(second.next, '09:58');
    expect([first, second, late].map(({ decision }) => decision.action)).toEqual(['wake', 'hold', 'hold']);
    expect(late.next.epoch).toBe(first.next.epoch);
    expect(late.next.lastEvaluatedAtMs).toBe(ms('10:00'));
  });

  it('H6: sleeps and wakes at the ends of a night that spans midnight', () => {
    const night = scheduleOf({ days: 'fri', begin: '22:00', end: '06:00' });
    let state = stateOf('2023-06-02T21:55Z', asleep);
    const actions = ['2023-06-02T22:00Z', '2023-06-03T05:55Z', '2023-06-03T06:00Z', '2023-06-03T22:00Z'].map((at) => {
      const result = look(state, at, night);
      state = finished(result.next);
      return result.decision.action;
    });
    expect(actions).toEqual(['wake', 'hold', 'sleep', 'hold']);
  });

  it('is due at the next edge when nothing is under way', () => {
    expect(look(stateOf('12:00', awake), '12:01').next.nextDueAtMs).toBe(ms('20:00'));
  });

  it('is due in a day when no edge is near', () => {
    expect(look(stateOf('12:00', awake), '12:00', null).next.nextDueAtMs).toBe(ms('12:00') + 24 * 60 * minuteMs);
  });
});

describe('decideEnvironment, when the schedule is another one than at the last look', () => {
  const shorter = scheduleOf({ begin: '10:00', end: '18:00' });
  const lookedAt = (at: string, schedule: Schedule | null, phase: EnvironmentState['phase']): EnvironmentState =>
    stateOf(at, { phase, scheduleHash: JSON.stringify(schedule) });

  it.each([
    {
      when: 'its end has gone by before the last look',
      state: lookedAt('19:00', day, 'awake'),
      schedule: shorter,
      expected: 'sleep schedule-changed',
    },
    {
      when: 'it is the first one',
      state: lookedAt('19:00', null, 'awake'),
      schedule: shorter,
      expected: 'sleep schedule-changed',
    },
    {
      when: 'there is none any more',
      state: lookedAt('19:00', shorter, 'asleep'),
      schedule: null,
      expected: 'wake schedule-changed',
    },
    {
      when: 'it says what is',
      state: lookedAt('19:00', day, 'asleep'),
      schedule: shorter,
      expected: 'hold as-wanted',
    },
    {
      when: 'it is the same after all',
      state: lookedAt('19:00', shorter, 'awake'),
      schedule: shorter,
      expected: 'hold on-schedule',
    },
    {
      when: 'an override speaks',
      state: { ...lookedAt('19:00', day, 'awake'), override: { wanted: 'awake', untilMs: ms('23:00') } as const },
      schedule: shorter,
      expected: 'hold as-wanted',
    },
  ])('when $when: $expected', ({ state, schedule, expected }) => {
    const { decision, next } = look(state, '19:05', schedule);
    expect(`${decision.action} ${decision.reason}`).toBe(expected);
    expect(next.scheduleHash).toBe(JSON.stringify(schedule));
  });

  it('is due at the next edge of the new one', () => {
    const { next } = look(lookedAt('12:00', day, 'awake'), '12:05', shorter);
    expect(next.nextDueAtMs).toBe(ms('18:00'));
  });

  it('asks for its level once: what a person changes after that stays until the next edge', () => {
    const asleepByNow = finished(look(lookedAt('19:00', day, 'awake'), '19:05', shorter).next);
    expect(look({ ...asleepByNow, phase: 'awake' }, '19:10', shorter).decision).toMatchObject({
      reason: 'on-schedule',
    });
  });

  it('is still another one after a dry run', () => {
    const dry = look(lookedAt('19:00', day, 'awake'), '19:05', shorter, 'dry-run');
    expect(look(dry.next, '19:30', shorter).decision).toMatchObject({ action: 'sleep', reason: 'schedule-changed' });
  });
});

describe('decideEnvironment, while an execution is under way', () => {
  const waking = look(stateOf('09:55', asleep), '10:00').next;

  it('holds while the lease lives, and is due when it ends', () => {
    const renewed = { ...waking, leaseUntilMs: ms('10:08') };
    const { decision, next } = look(renewed, '10:05');
    expect(decision).toMatchObject({ action: 'hold', reason: 'in-progress' });
    expect(next.nextDueAtMs).toBe(ms('10:08'));
  });

  it('waits for the back-off when the lease is over, then tries again in the same epoch', () => {
    const over = look({ ...waking, leaseUntilMs: ms('10:05') }, '10:05');
    const again = look(over.next, '10:06');
    expect(over.decision).toMatchObject({ action: 'hold', reason: 'backing-off' });
    expect(over.next.nextDueAtMs).toBe(ms('10:06'));
    expect(again.decision).toMatchObject({ action: 'wake', reason: 'retry' });
    expect(again.next).toMatchObject({ epoch: waking.epoch, attempt: 2, phase: 'waking' });
  });

  it('E10: starts again at 10:05 when the start of 10:00 failed', () => {
    const failed: EnvironmentState = {
      ...waking,
      phase: 'blocked',
      blockedReason: 'no-capacity',
      blockedAtMs: ms('10:00'),
      leaseUntilMs: null,
    };
    const { decision, next } = look(failed, '10:05');
    expect(decision).toMatchObject({ action: 'wake', reason: 'retry' });
    expect(decision.text).toContain('no-capacity');
    expect(next).toMatchObject({ phase: 'waking', blockedReason: null, attempt: 2 });
  });

  it('misses an execution whose start was lost within three sweeps', () => {
    const start = look(stateOf('09:59', asleep), '10:00');
    const sweeps = ['10:01', '10:02', '10:03'];
    let { next } = start;
    const actions = sweeps.map((at) => {
      const result = look(next, at);
      next = result.next;
      return result.decision.action;
    });
    expect(actions).toContain('wake');
    expect(next).toMatchObject({ epoch: start.next.epoch, attempt: 2 });
  });

  it('counts the back-off from the end of an attempt that ended as blocked, however long it took', () => {
    const blocked: EnvironmentState = {
      ...waking,
      phase: 'blocked',
      blockedReason: 'not-running',
      blockedAtMs: ms('10:15'),
      leaseUntilMs: null,
      attempt: 3,
    };
    const first = look(blocked, '10:15');
    expect(first.decision).toMatchObject({ action: 'hold', reason: 'backing-off' });
    expect(first.next.nextDueAtMs).toBe(ms('10:19'));
    expect(look(first.next, '10:18').decision).toMatchObject({ action: 'hold', reason: 'backing-off' });
    const again = look(first.next, '10:19');
    expect(again.decision).toMatchObject({ action: 'wake', reason: 'retry' });
    expect(again.next.blockedAtMs).toBeNull();
  });

  it('lets a newer wish take over at once, with a new epoch', () => {
    const { decision, next } = look({ ...waking, leaseUntilMs: ms('20:03') }, '20:00');
    expect(decision).toMatchObject({ action: 'sleep', reason: 'schedule-stops' });
    expect(next).toMatchObject({ phase: 'falling-asleep', epoch: ms('20:00') / 1000, attempt: 1 });
  });

  it('gives up after 8 attempts, until the next edge', () => {
    let state = waking;
    const starts: number[] = [];
    for (let nowMs = ms('10:00'); nowMs < ms('13:00'); nowMs += minuteMs) {
      const result = look(state, new Date(nowMs).toISOString());
      if (result.decision.action === 'wake') starts.push(nowMs);
      state = { ...result.next, leaseUntilMs: null };
    }
    expect(starts).toHaveLength(7);
    expect(starts.every((atMs, index) => index === 0 || atMs - (starts[index - 1] ?? 0) >= 2 * minuteMs)).toBe(true);
    expect(look(state, '13:00').decision).toMatchObject({ action: 'blocked', reason: 'attempts-exhausted' });
    expect(look(state, '13:00').next).toMatchObject({
      phase: 'blocked',
      blockedReason: 'no-outcome',
      nextDueAtMs: ms('20:00'),
    });
    expect(look(state, '20:00').decision).toMatchObject({ action: 'sleep' });
  });

  it('starts afresh when a new edge wants what is blocked', () => {
    const blocked = stateOf('09:55', {
      phase: 'blocked',
      wanted: 'awake',
      epoch: 4,
      attempt: 8,
      blockedReason: 'no-capacity',
    });
    const { decision, next } = look(blocked, '10:00');
    expect(decision).toMatchObject({ action: 'wake', reason: 'schedule-starts' });
    expect(next).toMatchObject({ epoch: ms('10:00') / 1000, attempt: 1 });
  });

  describe('when its attempts are exhausted', () => {
    const blocked = { phase: 'blocked', wanted: 'awake', epoch: 4, attempt: 8, blockedReason: 'not-running' } as const;
    const under = (wanted: 'awake' | 'asleep' | 'hold', until: string) =>
      look(stateOf('11:00', { ...blocked, override: { wanted, untilMs: ms(until) } }), '12:00');

    it('starts afresh what the schedule wants as soon as an override ends', () => {
      const { decision, next } = under('hold', '11:59');
      expect(decision).toMatchObject({ action: 'wake', reason: 'override-ended' });
      expect(next).toMatchObject({ epoch: ms('12:00') / 1000, attempt: 1 });
    });

    it('stays as it is under an override for the same', () => {
      expect(under('awake', '13:00').decision).toMatchObject({ action: 'blocked', reason: 'attempts-exhausted' });
    });

    it('starts afresh the other way, and from there this one', () => {
      const { decision, next } = under('asleep', '13:00');
      expect(decision).toMatchObject({ action: 'sleep', reason: 'override' });
      const state = { ...next, override: { wanted: 'awake', untilMs: ms('13:00') } as const };
      expect(look(state, '12:01').decision).toMatchObject({ action: 'wake', reason: 'override' });
      expect(look(state, '12:01').next).toMatchObject({ epoch: ms('12:01') / 1000, attempt: 1 });
    });
  });
});

describe('decideEnvironment, by the operator', () => {
  it('H25: sleeps until the override ends, and the schedule takes over at that instant', () => {
    const officeHours = scheduleOf({ days: 'mon-fri', begin: '09:00', end: '18:00' });
    let state: EnvironmentState = {
      ...stateOf('2024-01-05T11:59Z', awake),
      override: { wanted: 'asleep', untilMs: ms('2024-01-05T18:00Z') },
    };
    const seen = ['2024-01-05T12:00Z', '2024-01-05T18:00Z', '2024-01-08T09:00Z'].map((at) => {
      const result = look(state, at, officeHours);
      state = finished(result.next);
      return `${result.decision.action} ${state.phase}`;
    });
    expect(seen).toEqual(['sleep asleep', 'hold asleep', 'wake awake']);
    expect(state.override).toBeNull();
  });

  it('wakes by level when an override ends inside of a period, though its begin went by under the override', () => {
    const state = { ...stateOf('09:00', asleep), override: { wanted: 'asleep', untilMs: ms('12:00') } as const };
    const during = look(state, '10:00');
    expect(during.decision).toMatchObject({ action: 'hold', reason: 'as-wanted' });
    expect(during.next.nextDueAtMs).toBe(ms('12:00'));
    expect(look(during.next, '12:00').decision).toMatchObject({ action: 'wake', reason: 'override-ended' });
  });

  it('is awake by default when an override ends and there is no schedule', () => {
    const state = { ...stateOf('09:00', asleep), override: { wanted: 'asleep', untilMs: ms('12:00') } as const };
    expect(look(state, '12:00', null).decision).toMatchObject({ action: 'wake', reason: 'override-ended' });
  });

  it('does nothing under hold, not even another attempt', () => {
    const state = {
      ...stateOf('09:00', { phase: 'waking', wanted: 'awake', epoch: 1, attempt: 1 }),
      override: { wanted: 'hold', untilMs: ms('23:00') } as const,
    };
    expect(look(state, '20:00').decision).toMatchObject({ action: 'hold', reason: 'override' });
  });
});

describe('decideEnvironment, by the switch', () => {
  it('off leaves the state as it is, so that the edge is found when it is on again', () => {
    const state = stateOf('09:55', asleep);
    const off = look(state, '10:00', day, 'off');
    expect(off).toMatchObject({ decision: { action: 'hold', reason: 'switched-off' }, isRecorded: false });
    expect(off.next).toBe(state);
    expect(look(off.next, '11:00').decision.action).toBe('wake');
  });

  it('dry-run says what it would do, records it, and changes neither phase nor epoch', () => {
    const state = stateOf('19:55', awake);
    const { decision, next, isRecorded } = look(state, '20:00', day, 'dry-run');
    expect(decision).toMatchObject({ action: 'hold', reason: 'dry-run' });
    expect(decision.text).toContain('sleep');
    expect(isRecorded).toBe(true);
    expect(next).toMatchObject({ phase: 'awake', epoch: 0, attempt: 0, leaseUntilMs: null });
  });

  it.each([
    { when: 'an edge', state: stateOf('19:55', awake), at: '20:00', expected: 'sleep schedule-stops' },
    {
      when: 'the level at first contact',
      state: newEnvironmentState('staging', 0),
      at: '21:00',
      expected: 'sleep first-contact',
    },
    {
      when: 'the end of an override',
      state: { ...stateOf('11:59', asleep), override: { wanted: 'asleep', untilMs: ms('12:00') } as const },
      at: '12:00',
      expected: 'wake override-ended',
    },
  ])('what dry-run did not do is done once the switch is on: $when', ({ state, at, expected }) => {
    const dry = look(state, at, day, 'dry-run');
    const { decision } = look(dry.next, later(at, 30));
    expect(`${decision.action} ${decision.reason}`).toBe(expected);
  });

  it('dry-run tells what it would do once, until it would do something else', () => {
    const first = look(stateOf('19:55', awake), '20:00', day, 'dry-run');
    expect(look(first.next, '20:05', day, 'dry-run')).toMatchObject({
      decision: { action: 'hold', reason: 'dry-run' },
      isRecorded: false,
    });
  });
});

describe('decideEnvironment, for the audit trail', () => {
  it('records a hold when its reason changes and once an hour', () => {
    let state = stateOf('12:00', awake);
    const recorded = ['12:01', '12:02', '13:00', '13:01', '13:02'].map((at) => {
      const result = look(state, at);
      state = result.next;
      return result.isRecorded;
    });
    expect(recorded).toEqual([true, false, false, true, false]);
  });

  it('leaves the revision to the store', () => {
    expect(look(stateOf('09:55', { ...asleep, revision: 9 }), '10:00').next.revision).toBe(9);
  });
});

describe('a wake', () => {
  const forecasts = { 'staging-web': { size: 6, text: 'up to 5 in the next 30 min on other days' } };
  const asleep = stateOf('09:00', { phase: 'asleep', wanted: 'asleep', epoch: 3, attempt: 1 });

  it('records what its tiers are forecast to take', () => {
    expect(look(asleep, '10:00', day, 'on', forecasts)).toMatchObject({
      decision: { action: 'wake' },
      inputs: { forecasts },
    });
  });

  it('alone does so', () => {
    expect(look(asleep, '09:30', day, 'on', forecasts).inputs).not.toHaveProperty('forecasts');
    expect(look(stateOf('19:00'), '20:00', day, 'on', forecasts).inputs).not.toHaveProperty('forecasts');
  });
});

describe('decideEnvironment, however often it is asked', () => {
  const step = fc.record({
    minutes: fc.integer({ min: 0, max: 400 }),
    outcome: fc.constantFrom('none', 'done', 'blocked', 'renewed'),
    mode: fc.constantFrom<Mode>('on', 'on', 'on', 'dry-run', 'off'),
  });

  it('never lowers an epoch, starts one execution a name, and always looks again later', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        let state = newEnvironmentState('staging', ms('00:00'));
        let nowMs = ms('00:00');
        const names = new Set<string>();
        for (const { minutes, outcome, mode } of steps) {
          nowMs += minutes * minuteMs;
          const { decision, next } = decideEnvironment({
            environment: staging,
            schedule: day,
            scheduleHash: 'day',
            calendars: {},
            state,
            forecasts: {},
            mode,
            nowMs,
          });
          expect(next.epoch).toBeGreaterThanOrEqual(state.epoch);
          if (mode !== 'off') expect(next.nextDueAtMs).toBeGreaterThan(nowMs);
          if (decision.action === 'sleep' || decision.action === 'wake') {
            const name = `${next.epoch}-${next.attempt}`;
            expect(names).not.toContain(name);
            expect(next.attempt).toBeLessThanOrEqual(8);
            names.add(name);
          }
          const isUnderway = next.phase === 'waking' || next.phase === 'falling-asleep';
          if (isUnderway && outcome === 'done') state = finished(next);
          else if (isUnderway && outcome === 'blocked') state = { ...next, phase: 'blocked', leaseUntilMs: null };
          else if (isUnderway && outcome === 'renewed') state = { ...next, leaseUntilMs: nowMs + 5 * minuteMs };
          else state = next;
        }
      }),
      { numRuns: 100 },
    );
  });
});
