const INSTANT = /^(\d{4}-\d\d-\d\d)T([01]\d|2[0-3]):\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/;

/**
 * Milliseconds since 1970 of an ISO 8601 instant with seconds and offset, as Wait and Choice take it; undefined for
 * anything else. https://docs.aws.amazon.com/step-functions/latest/dg/state-wait.html
 */
export const parseInstant = (text: string): number | undefined => {
  const day = INSTANT.exec(text)?.[1];
  if (day === undefined || !isCalendarDay(day)) return undefined;
  const atMs = Date.parse(text);
  return Number.isNaN(atMs) ? undefined : atMs;
};

/** `Date.parse` takes the 30th of February for the 2nd of March. */
const isCalendarDay = (day: string): boolean => {
  const atMs = Date.parse(day);
  return !Number.isNaN(atMs) && new Date(atMs).toISOString().startsWith(day);
};
