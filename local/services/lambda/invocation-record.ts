import type { Outcome } from '../../lambda/execution-environment.ts';

/** Why Lambda is done with an event. */
export type Condition = 'Success' | 'RetriesExhausted' | 'EventAgeExceeded' | 'ZeroReservedConcurrency';

export interface RecordedEvent {
  readonly requestId: string;
  readonly functionArn: string;
  readonly payload: string;
  readonly invokeCount: number;
  readonly condition: Condition;
  /** How the last run ended; nothing when it never ran. */
  readonly outcome: Outcome | undefined;
}

/**
 * What a destination is told of an asynchronous invocation.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
 * The name of the condition for a reserved concurrency of 0, and what stands for an answer that there never was, are
 * unverified.
 */
export const invocationRecord = (event: RecordedEvent, nowMs: number): Record<string, unknown> => ({
  version: '1.0',
  timestamp: new Date(nowMs).toISOString(),
  requestContext: {
    requestId: event.requestId,
    functionArn: `${event.functionArn}:$LATEST`,
    condition: event.condition,
    approximateInvokeCount: event.invokeCount,
  },
  requestPayload: JSON.parse(event.payload),
  ...response(event.outcome),
});

const response = (outcome: Outcome | undefined): Record<string, unknown> => {
  if (outcome === undefined) return { responseContext: null, responsePayload: null };
  const context = { statusCode: 200, executedVersion: '$LATEST' };
  return outcome.kind === 'returned'
    ? { responseContext: context, responsePayload: JSON.parse(outcome.payload) }
    : { responseContext: { ...context, functionError: 'Unhandled' }, responsePayload: outcome.error };
};
