import { seededWeekday } from '../trace/seeded-weekday.ts';
import type { Trace } from '../trace/trace.ts';
import { UsageError } from '../usage-error.ts';
import type { Hang } from './simulate-run.ts';

const HOUR_MS = 3_600_000;

/** Tuesday 2026-01-13 00:00 in Rome. */
const TUESDAY_MS = Date.parse('2026-01-12T23:00:00Z');
const HOURS = 36;
const FLASH_SALE_AT_MINUTE = 17 * 60;
const HANG_AT_HOUR = 12;

export interface DayOptions {
  readonly seed: number;
  readonly from?: number;
  readonly hours?: number;
}

/** 36 hours from a Tuesday midnight in Rome: a weekday with a flash sale at 17:00, and at noon one instance hangs. */
export const defaultDay = ({ seed, from, hours = HOURS }: DayOptions): { trace: Trace; hangs: readonly Hang[] } => {
  if (from !== undefined)
    throw new UsageError('--from: only a recording has another beginning; give --trace FILE as well');
  const trace = seededWeekday({ startMs: TUESDAY_MS, hours, seed, flashSaleAtMinute: FLASH_SALE_AT_MINUTE });
  const hangs = hours > HANG_AT_HOUR ? [{ atMs: TUESDAY_MS + HANG_AT_HOUR * HOUR_MS }] : [];
  return { trace, hangs };
};
