import { eventTime } from '../../events/event.ts';

/** What a schedule's input may speak of. */
export interface InvocationFacts {
  readonly scheduleArn: string;
  readonly scheduledAtMs: number;
  readonly executionId: string;
  /** From 1. */
  readonly attemptNumber: number;
}

/**
 * Put the facts of one invocation into a schedule's input.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html
 */
export const fillInput = (input: string, facts: InvocationFacts): string =>
  input
    .replaceAll('<aws.scheduler.schedule-arn>', facts.scheduleArn)
    .replaceAll('<aws.scheduler.scheduled-time>', eventTime(facts.scheduledAtMs))
    .replaceAll('<aws.scheduler.execution-id>', facts.executionId)
    .replaceAll('<aws.scheduler.attempt-number>', String(facts.attemptNumber));
