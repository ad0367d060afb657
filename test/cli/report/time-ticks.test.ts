import { describe, expect, it } from 'vitest';
import { clockTime } from '../../../cli/report/format.ts';
import { timeTicks } from '../../../cli/report/time-ticks.ts';

const ROME = 'Europe/Rome';
const HOUR_MS = 3_600_000;

const ticksOf = (from: string, hours: number, timeZone = ROME): string[] => {
  const startMs = Date.parse(from);
  return timeTicks(startMs, startMs + hours * HOUR_MS, timeZone).map(clockTime(timeZone));
};

describe('ticks of a time axis', () => {
  it.each([
    ['an hour', 1, 13, 'Tue 00:05'],
    ['three hours', 3, 13, 'Tue 00:15'],
    ['36 hours', 36, 13, 'Tue 03:00'],
    ['seven days', 168, 8, 'Wed 00:00'],
    ['30 days', 720, 11, 'Fri 00:00'],
  ])('are round and few for %s', (_, hours, count, second) => {
    const ticks = ticksOf('2026-01-12T23:00:00Z', hours);
    expect([ticks.length, ticks[0], ticks[1]]).toEqual([count, 'Tue 00:00', second]);
  });

  it('are round by the clock of the zone where a span begins in between', () => {
    expect(ticksOf('2026-01-13T10:07:00Z', 1, 'Asia/Kolkata').slice(0, 2)).toEqual(['Tue 15:40', 'Tue 15:45']);
    expect(ticksOf('2026-01-13T10:07:00Z', 168)[0]).toBe('Wed 00:00');
  });
});
