const DEADLINE_SECONDS_MIN = 300;

/**
 * How long an execution of scale-tier waits for its fleet before it classifies what went wrong, in seconds: three
 * times the warm-up, so that a second launch after a failed one still counts. Its backstop is twice this.
 */
export function scaleDeadlineSeconds(warmUpSeconds: number): number {
  return Math.max(DEADLINE_SECONDS_MIN, 3 * warmUpSeconds);
}
