import type { Timer } from '../../clock/virtual-clock.ts';

/** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_LifecycleHook.html */
export interface LifecycleHook {
  readonly name: string;
  readonly transition: LifecycleTransition;
  readonly heartbeatSeconds: number;
  readonly defaultResult: LifecycleActionResult;
  /** Goes with every event. */
  readonly metadata: string | undefined;
  /** Who is told beside the event bus. */
  readonly notification: NotificationTarget | undefined;
}

/** A queue or a topic, and the role that sends to it. */
export interface NotificationTarget {
  readonly targetArn: string;
  readonly roleArn: string;
}

export const LIFECYCLE_TRANSITIONS = [
  'autoscaling:EC2_INSTANCE_LAUNCHING',
  'autoscaling:EC2_INSTANCE_TERMINATING',
] as const;
export type LifecycleTransition = (typeof LIFECYCLE_TRANSITIONS)[number];

export const LIFECYCLE_ACTION_RESULTS = ['CONTINUE', 'ABANDON'] as const;
export type LifecycleActionResult = (typeof LIFECYCLE_ACTION_RESULTS)[number];

/** An instance that waits for a hook. */
export interface LifecycleAction {
  readonly token: string;
  readonly hook: LifecycleHook;
  readonly instanceId: string;
  /** Heartbeats do not lead beyond it. */
  readonly lastMs: number;
  /** At the end of the heartbeat's time the default result is taken. */
  timer: Timer | undefined;
  /** @param why in the words of an activity's status message */
  readonly end: (result: LifecycleActionResult, why: string) => void;
}

const HOUR_SECONDS = 3600;
const MAXIMUM_HOURS = 48;

/** "The maximum is 172800 seconds (48 hours) or 100 times HeartbeatTimeout, whichever is smaller" (the page above, GlobalTimeout) */
export const globalTimeoutSeconds = ({ heartbeatSeconds }: LifecycleHook): number =>
  Math.min(MAXIMUM_HOURS * HOUR_SECONDS, 100 * heartbeatSeconds);
