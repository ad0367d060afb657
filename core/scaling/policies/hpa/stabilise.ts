/** A number of replicas that was recommended, and how long ago. */
export interface Recommendation {
  readonly replicas: number;
  readonly ageSeconds: number;
}

/**
 * The recommendation that the windows leave: on the way up the least, on the way down the most of what was
 * recommended within each window. A recommendation as old as its window no longer counts.
 * https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#stabilization-window
 *
 * @param recommendations earlier ones, in any order
 */
export function stabilise(
  desired: number,
  current: number,
  recommendations: readonly Recommendation[],
  windowSeconds: { readonly up: number; readonly down: number },
): number {
  let least = desired;
  let most = desired;
  for (const { replicas, ageSeconds } of recommendations) {
    if (ageSeconds < windowSeconds.up) least = Math.min(least, replicas);
    if (ageSeconds < windowSeconds.down) most = Math.max(most, replicas);
  }
  return Math.min(most, Math.max(least, current));
}
