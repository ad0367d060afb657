import { Temporal } from 'temporal-polyfill';

/**
 * The instant of a local time: minutes from midnight, 0 to 1440, of a date in an IANA zone. Epoch milliseconds.
 *
 * A time that a clock change skips means the first instant after the gap (Temporal itself would move it by the length
 * of the gap); one that happens twice means the first.
 */
export function instantOfLocalTime(date: Temporal.PlainDate, minute: number, timeZone: string): number {
  const day = minute < 1440 ? date : date.add({ days: 1 });
  const local = day.toPlainDateTime({ hour: Math.floor(minute / 60) % 24, minute: minute % 60 });
  const zoned = local.toZonedDateTime(timeZone, { disambiguation: 'earlier' });
  if (zoned.hour === local.hour && zoned.minute === local.minute && zoned.day === local.day) {
    return zoned.epochMilliseconds;
  }
  const afterGap = zoned.getTimeZoneTransition('next');
  return (afterGap ?? zoned).epochMilliseconds;
}

/** The same of a date that exists and a time, written as `2026-07-04T18:00`, with seconds or without, or with a blank in the middle. */
export function instantOfWritten(dateAndTime: string, timeZone: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = dateAndTime.slice(11).split(':').map(Number);
  const date = Temporal.PlainDate.from(dateAndTime.slice(0, 10));
  return instantOfLocalTime(date, 60 * hours + minutes, timeZone) + 1000 * seconds;
}
