import { instantOf, nextOccurrence } from './next-occurrence.ts';
import { parseCron } from './parse-cron.ts';
import type { Recurrence } from './schedule-expression.ts';

/** The two services that take schedule expressions differ in what they take. */
export type ScheduleDialect = 'rule' | 'scheduler';

/**
 * Parse `rate(5 minutes)`, `cron(0 8 ? * MON-FRI *)` or, for the scheduler, `at(2026-01-05T08:00:00)`.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html
 *
 * @param timeZone IANA name; rules know UTC only
 * @throws Error with the expression and what is allowed
 */
export const parseScheduleExpression = (text: string, timeZone: string, dialect: ScheduleDialect): Recurrence => {
  const [, kind, inner = ''] = /^(rate|cron|at)\((.*)\)$/.exec(text) ?? [];
  if (kind === 'rate') return parseRate(inner, dialect);
  if (kind === 'cron') {
    const cron = parseCron(inner, { isYearOptional: dialect === 'scheduler' });
    return { kind, nextAfter: (afterMs) => nextOccurrence(cron, timeZone, afterMs) };
  }
  if (kind === 'at' && dialect === 'scheduler') return parseAt(inner, timeZone);
  throw new Error(
    `the schedule expression ${JSON.stringify(text)} must be rate(...)${dialect === 'scheduler' ? ', at(...)' : ''} or cron(...)`,
  );
};

const UNIT_MS: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

const parseRate = (text: string, dialect: ScheduleDialect): Recurrence => {
  const [, value = '', unit = '', plural = ''] = /^([1-9]\d*)\s+(minute|hour|day)(s?)$/.exec(text.trim()) ?? [];
  const unitMs = UNIT_MS[unit];
  // Rules insist on grammar, the scheduler does not: its own guide says rate(1 days).
  const isGrammatical = (value === '1') === (plural === '');
  if (unitMs === undefined || (dialect === 'rule' && !isGrammatical)) {
    throw new Error(`rate(${text}) must be a positive whole number and minute, minutes, hour, hours, day or days`);
  }
  return { kind: 'rate', periodMs: Number(value) * unitMs };
};

const parseAt = (text: string, timeZone: string): Recurrence => {
  const localMs = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/.test(text) ? Date.parse(`${text}Z`) : Number.NaN;
  // The date comes back as another one when it is not in the calendar.
  if (Number.isNaN(localMs) || !new Date(localMs).toISOString().startsWith(text))
    throw new Error(`at(${text}) must be a local time such as at(2026-01-05T08:00:00)`);
  const atMs = instantOf(localMs, timeZone);
  if (atMs === undefined) throw new Error(`at(${text}) does not exist in ${timeZone}: the clocks skip it`);
  return { kind: 'at', atMs };
};
