/**
 * Lambda may hand an asynchronous event over up to 6 h late
 * (https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html); after a few sweeps a hint tells
 * nothing that they have not seen.
 */
const EXPIRY_MS = 5 * 60_000;

/** Whether an event is so old that the sweeps since have long seen what it tells. */
export const isEventExpired = (atMs: number, nowMs: number): boolean => nowMs - atMs > EXPIRY_MS;
