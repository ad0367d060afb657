import { Temporal } from 'temporal-polyfill';

const MINUTE_MS = 60_000;
const DAY = 24 * 60;

/** Minutes between two ticks; longer spans have a tick every so many days. */
const STEPS = [5, 10, 15, 30, 60, 120, 180, 240, 360, 720, DAY] as const;
/** What is written under a tick takes up to a twelfth of the axis. */
const TICKS_MAX = 12;

/** Instants to write under an axis: round by the clock of a zone, and no more than there is room for. */
export const timeTicks = (startMs: number, endMs: number, timeZone: string): readonly number[] => {
  const minutes = (endMs - startMs) / MINUTE_MS;
  const step = STEPS.find((each) => minutes / each <= TICKS_MAX) ?? DAY * Math.ceil(minutes / DAY / TICKS_MAX);
  const local = Temporal.Instant.fromEpochMilliseconds(startMs).toZonedDateTimeISO(timeZone);
  const intoStep = (60 * local.hour + local.minute) % Math.min(step, DAY);
  const firstMs = startMs + (intoStep === 0 ? 0 : Math.min(step, DAY) - intoStep) * MINUTE_MS;
  return Array.from(
    { length: Math.max(0, Math.floor((endMs - firstMs) / (step * MINUTE_MS)) + 1) },
    (_, index) => firstMs + index * step * MINUTE_MS,
  );
};
