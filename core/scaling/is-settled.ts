const MINUTE_MS = 60_000;

/**
 * Whether the load of a minute is final. Not all nodes of a load balancer report at once, so the count of a minute still grows
 * after its end.
 *
 * @param minuteMs start of the minute
 */
export const isSettled = (minuteMs: number, settleSeconds: number, nowMs: number): boolean =>
  nowMs - (minuteMs + MINUTE_MS) >= settleSeconds * 1000;
