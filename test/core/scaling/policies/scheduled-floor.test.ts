import { describe, expect, it } from 'vitest';
import type { Schedule, ScheduledFloorSpec } from '../../../../core/blueprint/model.ts';
import { openPolicy } from '../../../../core/scaling/policies/open-policy.ts';
import { aTick, aView } from './fleet-fixture.ts';

const daily = (beginMinute: number, endMinute: number): Schedule => ({
  timeZone: 'Europe/Rome',
  periods: [{ weekdays: null, beginMinute, endMinute }],
  calendars: [],
});

const spec: ScheduledFloorSpec = {
  type: 'scheduled-floor',
  floors: [
    { name: 'sale', schedule: daily(17 * 60, 19 * 60), calendars: {}, size: 12 },
    { name: 'rush', schedule: daily(18 * 60, 19 * 60), calendars: {}, size: 20 },
  ],
  leadMinutes: 5,
  policy: { type: 'target-tracking', target: 0.5, scaleOutMinutes: 1, scaleInMinutes: 1 },
};

/** What a fleet of 10 that needs `load` wants at a local time of a summer day in Rome. */
function wantAt(time: string, load = 5) {
  const { run } = openPolicy(spec, null);
  return run.observe(aTick(0, load)).want(aView(10, { nowMs: Date.parse(`2026-07-14T${time}:00+02:00`) }));
}

describe('scheduledFloor', () => {
  it.each([
    ['16:54', 10],
    ['16:55', 12],
    ['17:30', 12],
    ['17:55', 20],
    ['18:59', 20],
    ['19:00', 10],
  ])('at %s wants %i', (time, expected) => {
    expect(wantAt(time).size).toBe(expected);
  });

  it('does not give way while a period that is shorter than the lead comes nearer', () => {
    const brief = {
      ...spec,
      floors: [{ name: 'brief', schedule: daily(17 * 60, 17 * 60 + 2), calendars: {}, size: 12 }],
    };
    const run = openPolicy(brief, null).run.observe(aTick(0, 5));
    const sizes = Array.from({ length: 9 }, (_, minute) => {
      const nowMs = Date.parse('2026-07-14T16:54:00+02:00') + minute * 60_000;
      return run.want(aView(10, { nowMs })).size;
    });
    expect(sizes).toEqual([10, 12, 12, 12, 12, 12, 12, 12, 10]);
  });

  it('names the schedule beside what the other policy wanted', () => {
    expect(wantAt('17:00')).toMatchObject({
      reason: 'load-above-target',
      floor: 12,
      text: 'target 50 % keeps 10; schedule sale wants at least 12',
    });
  });

  it('leaves a larger want alone', () => {
    expect(wantAt('17:00', 9)).toMatchObject({ size: 18, floor: 12, text: 'target 50 % wants 18' });
  });
});
