import type { RetryPolicy } from '../../events/delivery/deliver-with-retries.ts';
import type { TargetCall } from '../../events/delivery/target-call.ts';
import type { Recurrence } from '../../events/schedule/schedule-expression.ts';

/** A schedule as it was made. Instants are milliseconds. */
export interface Schedule {
  readonly name: string;
  readonly group: string;
  readonly arn: string;
  readonly groupArn: string;
  readonly expression: string;
  readonly timeZone: string;
  readonly recurrence: Recurrence;
  readonly startAtMs: number | undefined;
  readonly endAtMs: number | undefined;
  /** 0 when the window is not flexible. */
  readonly windowMinutes: number;
  readonly isEnabled: boolean;
  readonly target: ScheduleTarget;
}

export interface ScheduleTarget {
  readonly arn: string;
  readonly roleArn: string;
  /** Text, in which `<aws.scheduler.scheduled-time>` and the like are replaced. */
  readonly input: string;
  readonly call: (payload: string) => TargetCall;
  readonly retryPolicy: RetryPolicy;
  readonly deadLetterArn: string | undefined;
}
