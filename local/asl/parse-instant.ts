const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/;

/**
 * Milliseconds since 1970 of an ISO 8601 instant with seconds and offset, as Wait and Choice take it; undefined for
 * anything else. https://docs.aws.amazon.com/step-functions/latest/dg/state-wait.html
 */
export const parseInstant = (text: string): number | undefined => {
  if (!INSTANT.test(text)) return undefined;
  const atMs = Date.parse(text);
  return Number.isNaN(atMs) ? undefined : atMs;
};
