/** What all instance-hours of a report count, beside sizes that are of ready instances. */
export const HOURS_NOTE = 'instance-hours are of running instances, those that boot or end included';

/** 12345.6 -> "12,346" */
export const count = (value: number): string => Math.round(value).toLocaleString('en-US');

/** 1 -> "1 decision", 12345 -> "12,345 decisions" */
export const counted = (value: number, one: string): string =>
  `${count(value)} ${count(value) === '1' ? one : `${one}s`}`;

export const decimal = (value: number, digits = 1): string =>
  value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });

/** A share as a percentage with as many digits as it takes to tell it from zero. */
export const percent = (share: number): string => {
  const value = share * 100;
  return `${decimal(value, value !== 0 && value < 1 ? 3 : 1)} %`;
};

/** 9000 -> "9 s", 540000 -> "9 min 00 s"; from an hour on as `hoursAndMinutes` has it. */
export const duration = (ms: number): string => {
  const seconds = Math.round(ms / 1000);
  if (seconds >= 3600) return hoursAndMinutes(seconds / 3600);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${twoDigits(seconds % 60)} s`;
};

/** A latency of so many milliseconds, or that there is none. */
export const latency = (ms: number | null): string => (ms === null ? '-' : `${decimal(ms, 0)} ms`);

/** 36 -> "36 h", 1.15 -> "1 h 09 min", 0.2 -> "12 min" */
export const hoursAndMinutes = (hours: number): string => {
  const minutes = Math.round(hours * 60);
  if (minutes < 60) return `${minutes} min`;
  const rest = minutes % 60;
  return `${count(Math.floor(minutes / 60))} h${rest === 0 ? '' : ` ${twoDigits(rest)} min`}`;
};

const twoDigits = (value: number): string => String(value).padStart(2, '0');

/** Local date and time in a zone, such as "Tue 12:05". */
export const clockTime = (timeZone: string) => {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  return (ms: number): string => format.format(ms).replace(',', '');
};

/** Beside rows that have no nights: theirs is another service. */
export const asleepNote = (share: number): string =>
  `${percent(share)} of all requests came while it slept and are unserved; the other rows never sleep`;
