/** Relative distance from the target, on each side, that changes nothing. */
export interface Tolerance {
  readonly up: number;
  readonly down: number;
}

/** What the ratio of use to target is, and over how many. */
export interface Usage {
  readonly replicas: number;
  /** 1: exactly on target. */
  readonly ratio: number;
}

/** Everything that a number of replicas is chosen from. */
export interface ReplicaCase {
  /** Asked for at present, ready or not. */
  readonly current: number;
  /** Of those that are ready and whose use is known. */
  readonly measured: Usage;
  /** The same with those whose use had to be assumed; null: there are none. */
  readonly assumed: Usage | null;
  readonly tolerance: Tolerance;
}

/**
 * The number of replicas that brings use to the target, as the Horizontal Pod Autoscaler chooses it:
 * https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#algorithm-details
 *
 * What is not ready or not measured is assumed to use nothing on the way up and all on the way down; where that turns
 * the direction round, nothing is changed.
 */
export function chooseReplicas({ current, measured, assumed, tolerance }: ReplicaCase): number {
  const { replicas, ratio } = assumed ?? measured;
  if (1 - tolerance.down <= ratio && ratio <= 1 + tolerance.up) return current;
  if (assumed === null) return Math.ceil(ratio * replicas);
  const isUp = ratio > 1;
  if (isUp !== measured.ratio > 1) return current;
  const chosen = Math.ceil(ratio * replicas);
  return isUp ? Math.max(current, chosen) : Math.min(current, chosen);
}
