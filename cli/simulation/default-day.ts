import { Temporal } from 'temporal-polyfill';
import type { Tier } from '../../core/blueprint/model.ts';
import { instantOfLocalTime } from '../../core/schedule/instant-of-local-time.ts';
import { seededWeekday } from '../trace/seeded-weekday.ts';
import type { Trace } from '../trace/trace.ts';
import { UsageError } from '../usage-error.ts';
import { servedPerInstancePerMinute } from './rehearsal.ts';
import type { Hang } from './simulate-run.ts';

const HOUR_MS = 3_600_000;

const TUESDAY = Temporal.PlainDate.from('2026-01-13');
const HOURS = 36;
const FLASH_SALE_AT_MINUTE = 17 * 60;
const HANG_AT_HOUR = 12;

/** The seeded day as it is made for instances that serve 1,000 requests a minute: the flash sale needs 41 of them. */
const SERVED = 1000;
const BUSIEST = 41;
/** So full the most instances that a tier may have are at the height of the sale: there is room for what a policy keeps free. */
const MAX_SHARE = 0.7;

export interface DayOptions {
  readonly seed: number;
  readonly from?: number;
  readonly hours?: number;
}

/**
 * 36 hours from a Tuesday midnight in a zone: a weekday with a flash sale at 17:00, and at noon one instance hangs. As busy
 * as the tier can bear: instances' worth of requests, less where its max is small.
 */
export const defaultDay = (
  { seed, from, hours = HOURS }: DayOptions,
  tier: Tier,
  timeZone: string,
): { trace: Trace; hangs: readonly Hang[] } => {
  if (from !== undefined)
    throw new UsageError('--from: only a recording has another beginning; give --trace FILE as well');
  const startMs = instantOfLocalTime(TUESDAY, 0, timeZone);
  const served = servedPerInstancePerMinute(tier);
  const scale = (served / SERVED) * Math.min(1, (MAX_SHARE * tier.max) / BUSIEST);
  const day = seededWeekday({ startMs, hours, seed, flashSaleAtMinute: FLASH_SALE_AT_MINUTE, scale });
  const busiest = Math.ceil(day.requests.reduce((most, requests) => Math.max(most, requests), 0) / served);
  const trace = { ...day, name: `${day.name}, made for tier ${tier.id}: ${busiest} instances' worth at its busiest` };
  const hangs = hours > HANG_AT_HOUR ? [{ atMs: startMs + HANG_AT_HOUR * HOUR_MS }] : [];
  return { trace, hangs };
};
