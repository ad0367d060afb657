import { describe, expect, it } from 'vitest';
import type { TargetTrackingSpec } from '../../../../../core/blueprint/model.ts';
import { predictive } from '../../../../../core/scaling/policies/predictive/predictive.ts';
import { aTick, aView, MINUTE_MS } from '../fleet-fixture.ts';

const spec: TargetTrackingSpec = { type: 'target-tracking', target: 0.5, scaleOutMinutes: 3, scaleInMinutes: 15 };

const HOUR = 60;
const DAY = 24 * HOUR;

/** What it forecasts for `minute` after it has seen the hours before; null: nothing. */
function forecastAfter(minute: number, loadOfHour: (hour: number) => number | null): number | null {
  let { run } = predictive(spec, null);
  for (let past = 0; past < minute; past += 1) run = run.observe(aTick(past, loadOfHour(Math.floor(past / HOUR))));
  return run.want(aView(10, { nowMs: minute * MINUTE_MS })).figures?.['forecast'] ?? null;
}

describe('predictive', () => {
  it('forecasts nothing before it has seen a day', () => {
    expect(forecastAfter(DAY - 6 * HOUR, () => 8)).toBeNull();
    expect(forecastAfter(DAY, () => 8)).toBe(8);
  });

  it('expects the mean of the same hour of the days before', () => {
    const loads = new Map([
      [9, 6],
      [33, 10],
    ]);
    expect(forecastAfter(2 * DAY + 9 * HOUR, (hour) => loads.get(hour) ?? 2)).toBe(8);
  });

  it('counts the same hour of the week as much as all days together', () => {
    const isWeekAgo = (hour: number) => hour === 9;
    expect(forecastAfter(7 * DAY + 9 * HOUR, (hour) => (isWeekAgo(hour) ? 9 : 2))).toBe((3 + 9) / 2);
  });

  it('forgets what is more than 14 days old', () => {
    expect(forecastAfter(15 * DAY, (hour) => (hour < 24 ? 100 : 4))).toBe(4);
  });

  it('is five minutes ahead of the hour', () => {
    const loadOfHour = (hour: number) => (hour % 24 === 9 ? 8 : 2);
    expect(forecastAfter(2 * DAY + 9 * HOUR - 6, loadOfHour)).toBe(2);
    expect(forecastAfter(2 * DAY + 9 * HOUR - 5, loadOfHour)).toBe(8);
  });

  it('expects nothing of hours without load data', () => {
    expect(forecastAfter(3 * DAY, (hour) => (hour % 24 === 0 ? null : 4))).toBeNull();
  });

  it.each([
    ['the forecast', 2, { size: 16, text: 'a forecast of 8 instances at 50 % wants 16' }],
    ['target tracking', 12, { size: 24, text: 'target 50 % wants 24' }],
  ])('wants what %s wants when that is more', (_, lastLoad, expected) => {
    let { run } = predictive(spec, null);
    for (let past = 0; past < DAY; past += 1) run = run.observe(aTick(past, past < DAY - 20 ? 8 : lastLoad));
    expect(run.want(aView(10, { nowMs: DAY * MINUTE_MS }))).toMatchObject(expected);
  });
});
