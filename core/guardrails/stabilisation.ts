import type { RailContext, RailVerdict } from './model.ts';

const MINUTE_MS = 60_000;
/** Sweeps come each minute, give or take: a want this much too young still covers the window. */
const JITTER_MS = 30_000;

/**
 * On the way down the largest want of the last minutes rules, as in Kubernetes:
 * https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#stabilization-window
 * A history that does not reach back that far does not allow a decrease yet.
 */
export function stabilisation(want: number, { current, tier, rails, nowMs }: RailContext): RailVerdict | null {
  const { stabilisationMinutes } = tier.guardRails;
  if (want >= current || stabilisationMinutes <= 1) return null;
  const sinceMs = nowMs - stabilisationMinutes * MINUTE_MS;
  const oldestAtMs = rails.recentWants[0]?.atMs ?? nowMs;
  if (oldestAtMs > sinceMs + MINUTE_MS + JITTER_MS) {
    return { size: current, reason: 'stabilising', text: `observed for less than ${stabilisationMinutes} min` };
  }
  let largest = want;
  for (const { atMs, size } of rails.recentWants) if (atMs > sinceMs) largest = Math.max(largest, size);
  if (largest === want) return null;
  const text = `the last ${stabilisationMinutes} min wanted up to ${largest}`;
  return { size: Math.min(current, largest), reason: 'stabilising', text };
}
