export const MINUTE_MS = 60_000;

/** Requests counted in consecutive minutes. */
export interface Trace {
  /** For people: the file or the seeded day. */
  readonly name: string;
  /** Start of the first minute, a whole minute. */
  readonly startMs: number;
  readonly requests: readonly number[];
  /** Intervals that the recording has no value for and that count as zero; absent: none. */
  readonly zerosPutIn?: number;
  /** Minutes from row to row of the recording, where that is more than one. */
  readonly rowMinutes?: number;
}

/** Requests in the minute that begins then; none outside of the trace. */
export const requestsAt = (trace: Trace, minuteMs: number): number =>
  trace.requests[Math.floor((minuteMs - trace.startMs) / MINUTE_MS)] ?? 0;

export const traceEndMs = (trace: Trace): number => trace.startMs + trace.requests.length * MINUTE_MS;
