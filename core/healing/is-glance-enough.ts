import type { HealingState } from './model.ts';

const minuteMs = 60_000;
/** Minutes between two looks at everything. */
const fullLookMinutes = 5;

/**
 * Whether a look at the target groups of a tier is enough for now: it was well when everything was last read, and only what
 * load balancers do not tell can have changed since without them showing it. That is read each 5 minutes: the status checks
 * of EC2, which themselves take minutes to find an instance impaired
 * (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/monitoring-system-instance-status-check.html), and members that are in no target group.
 */
export const isGlanceEnough = (state: HealingState, nowMs: number): boolean =>
  Math.floor(nowMs / minuteMs) % fullLookMinutes !== 0 &&
  state.lastReason === 'healthy' &&
  state.targetGroupArns.length > 0;
