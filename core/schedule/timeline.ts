import { Temporal } from 'temporal-polyfill';
import type { Calendar, Period, Schedule } from '../blueprint/model.ts';
import { instantOfLocalTime } from './instant-of-local-time.ts';
import type { Span, Timeline } from './model.ts';

/** Periods this close make one: people write 23:59 and 00:00, or 10:00 and 10:01, and mean no stop between. */
const joinGapMs = 60_000;

/** The days of a schedule that can bear on the instants from `fromMs` to `untilMs`. */
export function timeline(
  schedule: Schedule,
  calendars: Readonly<Record<string, Calendar>>,
  fromMs: number,
  untilMs: number,
): Timeline {
  const { timeZone, periods } = schedule;
  const dates = { on: datesOf(schedule, calendars, 'on'), off: datesOf(schedule, calendars, 'off') };
  const running: Span[] = [];
  const off: Span[] = [];
  const oneSided: Timeline['oneSided'][number][] = [];

  // A period that began the day before may still run, and may join one that began the day before that.
  const last = localDate(untilMs, timeZone).add({ days: 1 });
  for (
    let date = localDate(fromMs, timeZone).subtract({ days: 2 });
    !isAfter(date, last);
    date = date.add({ days: 1 })
  ) {
    const name = date.toString();
    if (dates.off.has(name)) {
      off.push(spanOf(date, 0, 1440, timeZone));
      continue;
    }
    if (dates.on.has(name)) running.push(spanOf(date, 0, 1440, timeZone));
    for (const period of periods) {
      if (period.weekdays !== null && !period.weekdays.includes(date.dayOfWeek)) continue;
      if (isOneSided(period)) oneSided.push(oneSidedOf(date, period, timeZone));
      else running.push(boundedOf(date, period, timeZone));
    }
  }
  return {
    running: join(running).flatMap((span) => without(span, off)),
    off,
    oneSided: oneSided.sort((a, b) => a.beginMs - b.beginMs || rank(a.wanted) - rank(b.wanted)),
    isBounded: !periods.some(isOneSided),
  };
}

/** Of two edges at one instant the later in order wins, and running beats stopped. */
const rank = (wanted: 'running' | 'stopped'): number => (wanted === 'running' ? 1 : 0);

const isAfter = (a: Temporal.PlainDate, b: Temporal.PlainDate): boolean => Temporal.PlainDate.compare(a, b) > 0;

const isOneSided = (period: Period): boolean => (period.beginMinute === null) !== (period.endMinute === null);

const localDate = (atMs: number, timeZone: string): Temporal.PlainDate =>
  Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(timeZone).toPlainDate();

/** A calendar that the blueprint lacks was refused when the blueprint was read. */
const datesOf = (
  schedule: Schedule,
  calendars: Readonly<Record<string, Calendar>>,
  treatAs: Calendar['treatAs'],
): ReadonlySet<string> =>
  new Set(schedule.calendars.flatMap((name) => (calendars[name]?.treatAs === treatAs ? calendars[name].dates : [])));

function spanOf(date: Temporal.PlainDate, beginMinute: number, endMinute: number, timeZone: string): Span {
  const endDate = beginMinute >= endMinute ? date.add({ days: 1 }) : date;
  return {
    beginMs: instantOfLocalTime(date, beginMinute, timeZone),
    endMs: instantOfLocalTime(endDate, endMinute, timeZone),
  };
}

const boundedOf = (date: Temporal.PlainDate, period: Period, timeZone: string): Span =>
  spanOf(date, period.beginMinute ?? 0, period.endMinute ?? 1440, timeZone);

function oneSidedOf(date: Temporal.PlainDate, period: Period, timeZone: string): Timeline['oneSided'][number] {
  const minute = period.beginMinute ?? period.endMinute ?? 0;
  const day = minute < 1440 ? date : date.add({ days: 1 });
  return {
    beginMs: instantOfLocalTime(date, minute, timeZone),
    endMs: instantOfLocalTime(day, 1440, timeZone),
    wanted: period.beginMinute === null ? 'stopped' : 'running',
  };
}

/** One span for all that touch, overlap or nearly touch; those wholly inside a clock's gap have no length and vanish. */
function join(spans: readonly Span[]): Span[] {
  const joined: Span[] = [];
  for (const span of spans.filter(({ beginMs, endMs }) => beginMs < endMs).sort((a, b) => a.beginMs - b.beginMs)) {
    const before = joined.at(-1);
    if (before === undefined || span.beginMs > before.endMs + joinGapMs) joined.push(span);
    else joined[joined.length - 1] = { beginMs: before.beginMs, endMs: Math.max(before.endMs, span.endMs) };
  }
  return joined;
}

/** What is left of a span when others, in order, are cut out of it. */
function without(span: Span, cuts: readonly Span[]): Span[] {
  const left: Span[] = [];
  let { beginMs } = span;
  for (const cut of cuts) {
    if (cut.endMs <= beginMs || cut.beginMs >= span.endMs) continue;
    if (beginMs < cut.beginMs) left.push({ beginMs, endMs: cut.beginMs });
    beginMs = cut.endMs;
  }
  if (beginMs < span.endMs) left.push({ beginMs, endMs: span.endMs });
  return left;
}
