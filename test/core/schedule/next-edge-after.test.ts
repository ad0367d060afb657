import { describe, expect, it } from 'vitest';
import { nextEdgeAfter } from '../../../core/schedule/next-edge-after.ts';
import { aSchedule, ms } from './builders.ts';

const officeHours = aSchedule('Europe/Rome', { days: 'mon-fri', begin: '08:00', end: '20:00' });

describe('nextEdgeAfter', () => {
  it('finds Monday morning from Friday evening', () => {
    expect(nextEdgeAfter(officeHours, {}, ms('2026-01-09T19:00Z'))).toEqual({
      atMs: ms('2026-01-12T07:00Z'),
      wanted: 'running',
      isBounded: true,
    });
  });

  it('finds the only night of the week from the morning after it', () => {
    const weekly = aSchedule('UTC', { days: 'fri', begin: '22:00', end: '06:00' });
    expect(nextEdgeAfter(weekly, {}, ms('2023-06-03T06:00Z'))?.atMs).toBe(ms('2023-06-09T22:00Z'));
  });

  it('finds nothing when nothing ever changes', () => {
    expect(nextEdgeAfter(aSchedule('UTC', { begin: '00:00', end: '24:00' }), {}, ms('2023-06-03T06:00Z'))).toBeNull();
  });

  it('does not find the edge it stands on', () => {
    expect(nextEdgeAfter(officeHours, {}, ms('2026-01-12T07:00Z'))?.atMs).toBe(ms('2026-01-12T19:00Z'));
  });
});
