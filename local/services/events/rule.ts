import type { RetryPolicy } from '../../events/delivery/deliver-with-retries.ts';
import type { TargetCall } from '../../events/delivery/target-call.ts';
import type { TargetInput } from '../../events/input/target-input.ts';
import type { EventPattern } from '../../events/pattern/compile-pattern.ts';
import type { Recurrence } from '../../events/schedule/schedule-expression.ts';

export interface Rule {
  readonly name: string;
  readonly arn: string;
  readonly description: string | undefined;
  readonly pattern: { readonly text: string; readonly compiled: EventPattern } | undefined;
  readonly schedule: { readonly text: string; readonly recurrence: Recurrence } | undefined;
  readonly targets: readonly Target[];
  isEnabled: boolean;
}

export interface Target {
  readonly id: string;
  readonly arn: string;
  /** Taken for the delivery; without one the target's own policy has to let the rule in. */
  readonly roleArn: string | undefined;
  readonly input: TargetInput;
  /** Undefined for a target that is an event bus. */
  readonly call: ((payload: string) => TargetCall) | undefined;
  readonly retryPolicy: RetryPolicy;
  readonly deadLetterArn: string | undefined;
}
