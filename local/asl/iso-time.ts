let lastMs = Number.NaN;
let lastText = '';

/** ISO 8601 in UTC with milliseconds, as the context object has it. Many states are entered at one instant. */
export const isoTime = (atMs: number): string => {
  if (atMs !== lastMs) {
    lastMs = atMs;
    lastText = new Date(atMs).toISOString();
  }
  return lastText;
};
