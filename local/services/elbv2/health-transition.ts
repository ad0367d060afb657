import type { HealthCheck, Target } from './target-group.ts';

/** Why a check fails: nothing listens yet, or nothing answers any more. */
export type CheckFailure = 'refused' | 'timed-out';

export interface HealthTransition {
  readonly atMs: number;
  readonly state: 'healthy' | 'unhealthy';
  readonly reason: string | undefined;
  readonly description: string | undefined;
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetHealth.html */
const FAILURES = {
  refused: { reason: 'Target.FailedHealthChecks', description: 'Health checks failed' },
  'timed-out': { reason: 'Target.Timeout', description: 'Request timed out' },
} as const;

/**
 * When the state of a target will change if its web process goes on as it has since `sinceMs`, or undefined if never.
 *
 * Thresholds count consecutive checks, so a change of what the process answers starts the count anew: the n-th check
 * from then decides. A target that was just registered needs a single passed check:
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
 *
 * @param failure why checks fail; undefined: they pass
 */
export const healthTransition = (
  target: Pick<Target, 'state' | 'firstCheckAtMs'>,
  check: HealthCheck,
  failure: CheckFailure | undefined,
  sinceMs: number,
): HealthTransition | undefined => {
  if (failure === undefined) {
    if (target.state === 'healthy') return undefined;
    const passes = target.state === 'initial' ? 1 : check.healthyThreshold;
    const atMs = nthCheckAtMs(target.firstCheckAtMs, check, sinceMs, passes);
    return { atMs, state: 'healthy', reason: undefined, description: undefined };
  }
  if (target.state === 'unhealthy') return undefined;
  const decidedAtMs = nthCheckAtMs(target.firstCheckAtMs, check, sinceMs, check.unhealthyThreshold);
  const waitMs = failure === 'timed-out' ? check.timeoutSeconds * 1000 : 0;
  return { atMs: decidedAtMs + waitMs, state: 'unhealthy', ...FAILURES[failure] };
};

const nthCheckAtMs = (firstCheckAtMs: number, check: HealthCheck, sinceMs: number, n: number): number => {
  const intervalMs = check.intervalSeconds * 1000;
  const checksBefore = Math.max(0, Math.ceil((sinceMs - firstCheckAtMs) / intervalMs));
  return firstCheckAtMs + (checksBefore + n - 1) * intervalMs;
};
