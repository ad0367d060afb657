import type { Instance } from './instance.ts';

const MINIMUM_BILLED_SECONDS = 60;

/**
 * Seconds that an instance is billed for up to now: from `running` until it begins to shut down. "You're billed for each second,
 * with a one-minute minimum, that you keep the instance running"; `pending` and `shutting-down` are not billed:
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-instance-lifecycle.html
 */
export const billedSeconds = (instance: Instance, nowMs: number): number => {
  if (instance.runningAtMs === undefined) return instance.billedBeforeSeconds;
  const endMs = instance.stoppedAtMs ?? nowMs;
  const seconds = Math.max(MINIMUM_BILLED_SECONDS, Math.ceil((endMs - instance.runningAtMs) / 1000));
  return instance.billedBeforeSeconds + seconds;
};
