import { describe, expect, it } from 'vitest';
import type { PolicySpec, Tier } from '../../../core/blueprint/model.ts';
import { parsePeriod } from '../../../core/blueprint/parse-period.ts';
import { forecastWake } from '../../../core/scaling/forecast-wake.ts';
import { openPolicy } from '../../../core/scaling/policies/open-policy.ts';
import { seededChance } from './policies/adaptive/play-adaptive.ts';
import { aTier, MIDNIGHT_MS, MINUTE_MS } from './scale-fixture.ts';

const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const adaptive: PolicySpec = { type: 'adaptive', unservedPrice: 100 };
const tracking: PolicySpec = { type: 'target-tracking', target: 0.7, scaleOutMinutes: 1, scaleInMinutes: 15 };

/**
 * What a policy remembers of days on which it was awake from 8 to 20 o'clock: `morning` instances until 9, 2 for the rest of the day.
 *
 * @param mornings one for each day, the first at midnight of the fixture; null: it slept all day
 */
const remembered = (mornings: readonly (number | null)[], noise = () => 0) => {
  let { run } = openPolicy(adaptive, null);
  for (const [day, morning] of mornings.entries()) {
    for (let minute = 8 * 60; morning !== null && minute < 20 * 60; minute += 1) {
      const minuteMs = MIDNIGHT_MS + day * DAY_MS + minute * MINUTE_MS;
      run = run.observe({
        minuteMs,
        load: minute < 9 * 60 ? morning + noise() : 2,
        isComplete: true,
        ready: 8,
        size: 8,
      });
    }
  }
  return { state: { policyState: run.pack() }, season: run.season?.pack() ?? null };
};

const wakeAt = (
  timeOfDayMs: number,
  mornings: readonly (number | null)[],
  changes: Partial<Tier> = {},
  noise = () => 0,
) => {
  const { state, season } = remembered(mornings, noise);
  const nowMs = MIDNIGHT_MS + mornings.length * DAY_MS + timeOfDayMs;
  return forecastWake(aTier({ policy: adaptive, min: 1, max: 50, ...changes }), state, season, nowMs);
};

describe('what a tier is woken with', () => {
  it('is what the half hour from then on took on the days before, and a margin', () => {
    const need = wakeAt(8 * HOUR_MS, [6, 6]);
    expect(need).toEqual({ size: 6, text: 'up to 6 in the next 30 min on other days, and a margin of 0' });
  });

  it('keeps the more spare the worse that time could be foreseen', () => {
    const chance = seededChance(1);
    const rough = wakeAt(8 * HOUR_MS, [6, 6], {}, () => 6 * chance() - 3);
    expect(rough?.size).toBeGreaterThanOrEqual(9);
    expect(rough?.text).toMatch(/^up to 6\.\d in the next 30 min on other days, and a margin of [3-9]/);
  });

  it('looks half an hour ahead and no further', () => {
    expect(wakeAt(7.75 * HOUR_MS, [6, 6])?.size).toBeGreaterThanOrEqual(6);
    expect(wakeAt(7.25 * HOUR_MS, [6, 6])).toBeNull();
    expect(wakeAt(10 * HOUR_MS, [6, 6])?.size).toBeLessThan(6);
  });

  it('counts days that were slept through for nothing', () => {
    expect(wakeAt(8 * HOUR_MS, [6, 6, null, null])?.size).toBe(6);
  });

  it('counts the same day of the week before for as much as all the last days together', () => {
    const week = [20, 4, 4, 4, 4, 4, 4];
    expect(wakeAt(8 * HOUR_MS, week)?.text).toMatch(/^up to 13\.1 in/); // (20 + 6 * 4) / 7 and 20
    expect(wakeAt(8 * HOUR_MS, [20, 4, 4, 4, 4, 4])?.text).toMatch(/^up to 6\.7 in/);
  });

  it('is what the larger days took where days differ', () => {
    const need = wakeAt(8 * HOUR_MS, [4, 20, 4, 20, 4, 20]);
    expect(need?.size).toBeGreaterThanOrEqual(20);
    expect(need?.size).toBeLessThanOrEqual(23);
  });

  it('lies within the bounds of the tier', () => {
    expect(wakeAt(8 * HOUR_MS, [20, 20], { max: 12 })?.size).toBe(12);
    expect(wakeAt(10 * HOUR_MS, [6, 6], { min: 30 })?.size).toBe(30);
  });

  it.each([
    { what: 'another policy remembers no other days', policy: tracking },
    { what: 'a season was lost', policy: adaptive },
  ])('is nothing where $what', ({ policy }) => {
    const { state } = remembered([6, 6]);
    const policyState = policy === adaptive ? state.policyState : null;
    expect(forecastWake(aTier({ policy }), { policyState }, null, MIDNIGHT_MS + 2 * DAY_MS + 8 * HOUR_MS)).toBeNull();
  });

  it('is at least what a known event takes that is on or near', () => {
    const eightMs = MIDNIGHT_MS + 2 * DAY_MS + 8 * HOUR_MS;
    const event = { name: 'match', startMs: eightMs + 2 * MINUTE_MS, endMs: eightMs + HOUR_MS, size: 30 };
    const need = wakeAt(8 * HOUR_MS, [6, 6], { events: [event] });
    expect(need).toMatchObject({ size: 30, text: expect.stringContaining('event match wants at least 30') });
    expect(wakeAt(7.75 * HOUR_MS - HOUR_MS, [6, 6], { events: [event] })).toBeNull();
    expect(wakeAt(8 * HOUR_MS, [40, 40], { events: [event] })?.size).toBe(40);
  });

  it('is at least the floor that a schedule has then, whatever policy is under it', () => {
    const day = { timeZone: 'UTC', periods: [parsePeriod({ begin: '08:00', end: '20:00' })], calendars: [] };
    const floors = [{ name: 'day', schedule: day, calendars: {}, size: 9 }];
    const spec = (policy: PolicySpec): PolicySpec =>
      ({ type: 'scheduled-floor', policy, leadMinutes: 10, floors }) as PolicySpec;
    const at = (policy: PolicySpec, hour: number) => wakeAt(hour * HOUR_MS, [20, 20], { policy: spec(policy) });
    expect(at(tracking, 7.9)).toEqual({ size: 9, text: 'schedule day wants at least 9' });
    expect(at(tracking, 7)).toBeNull();
    expect(at(adaptive, 8)?.size).toBe(20);
    expect(at(adaptive, 10)?.size).toBe(9);
  });
});
