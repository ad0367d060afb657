import { UsageError } from '../usage-error.ts';
import { MINUTE_MS, type Trace, traceEndMs } from './trace.ts';

/**
 * The part of a trace to replay.
 *
 * @throws `UsageError` when the trace does not cover it
 */
export const cutTrace = (trace: Trace, fromMs: number, hours: number): Trace => {
  const untilMs = fromMs + hours * 60 * MINUTE_MS;
  if (fromMs < trace.startMs || hours <= 0 || untilMs > traceEndMs(trace)) {
    const iso = (ms: number): string => new Date(ms).toISOString();
    throw new UsageError(
      `${trace.name}: found minutes from ${iso(trace.startMs)} to ${iso(traceEndMs(trace))}, asked for ${hours > 0 ? `${iso(fromMs)} to ${iso(untilMs)}` : `what follows ${iso(fromMs)}`}`,
    );
  }
  const first = (fromMs - trace.startMs) / MINUTE_MS;
  return { ...trace, startMs: fromMs, requests: trace.requests.slice(first, first + hours * 60) };
};

/** What a command's `--from` and `--hours` leave of a trace; all of it without them. @throws `UsageError` when it does not cover them */
export const takeTrace = (
  trace: Trace,
  { from, hours }: { readonly from?: number; readonly hours?: number },
): Trace => {
  const fromMs = from ?? trace.startMs;
  return cutTrace(trace, fromMs, hours ?? (traceEndMs(trace) - fromMs) / (60 * MINUTE_MS));
};
