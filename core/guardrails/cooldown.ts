import type { RailContext, RailVerdict } from './model.ts';

/**
 * The pause after a change before the next one in the same direction. The other direction is not held back:
 * https://docs.aws.amazon.com/autoscaling/application/APIReference/API_TargetTrackingScalingPolicyConfiguration.html
 */
export function cooldown(want: number, { current, tier, rails, nowMs }: RailContext): RailVerdict | null {
  const { scaleOutCooldownSeconds, scaleInCooldownSeconds } = tier.guardRails;
  const isOut = want > current;
  const lastAtMs = isOut ? rails.lastIncreaseAtMs : rails.lastDecreaseAtMs;
  if (want === current || lastAtMs === null) return null;
  const leftMs = lastAtMs + (isOut ? scaleOutCooldownSeconds : scaleInCooldownSeconds) * 1000 - nowMs;
  if (leftMs <= 0) return null;
  const text = `scale-${isOut ? 'out' : 'in'} cooldown, ${Math.ceil(leftMs / 1000)} s left`;
  return { size: current, reason: 'cooling-down', text };
}
