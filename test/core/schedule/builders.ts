import type { Schedule } from '../../../core/blueprint/model.ts';
import { parsePeriod } from '../../../core/blueprint/parse-period.ts';

interface WrittenPeriod {
  readonly days?: string;
  readonly begin?: string;
  readonly end?: string;
}

/** A schedule from periods as people write them. */
export const aSchedule = (timeZone: string, ...periods: readonly WrittenPeriod[]): Schedule => ({
  timeZone,
  periods: periods.map(parsePeriod),
  calendars: [],
});

export const ms = (instant: string): number => Date.parse(instant);
