/** An instant as text. */
export type InstantText = (ms: number) => string;

/** Instants in UTC, and beside it what a clock of the zone shows: `2026-01-13T16:05:00.000Z (Tue 13 Jan 17:05:00 in Europe/Rome)`. */
export const instantText = (timeZone: string | null): InstantText => {
  if (timeZone === null || timeZone === 'UTC') return (ms) => new Date(ms).toISOString();
  const clock = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  });
  return (ms) => `${new Date(ms).toISOString()} (${clock.format(ms).replaceAll(',', '')} in ${timeZone})`;
};
