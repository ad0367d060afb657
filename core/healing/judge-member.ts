import type { MemberHealth } from './model.ts';

/** Why a member is bad. */
export interface Badness {
  readonly reason: 'status-impaired' | 'target-unhealthy' | 'group-unhealthy';
  /** For the audit trail, in words. */
  readonly evidence: string;
}

/** How long a load balancer may take to find out that an instance serves. */
const noticeMs = 60_000;

/**
 * Why a member in service is bad, or null when it is not, or nobody knows.
 *
 * What is still starting is not judged: a member whose status checks are initializing or that a target group still counts as
 * initial has not had its chance, nor has one that checks find unhealthy before its tier's warm-up is over: EC2's checks
 * pass long before many an application serves. What is draining is on its way out already. A reading that failed is no
 * evidence.
 */
export function judgeMember(member: MemberHealth, warmUpSeconds: number, nowMs: number): Badness | null {
  const { lifecycleState, statusChecks, targetHealth, targetReason, isHealthyToGroup } = member;
  if (lifecycleState !== 'InService' || statusChecks === 'initializing') return null;
  if (targetHealth === 'initial' || targetHealth === 'draining') return null;
  if (statusChecks === 'impaired') return { reason: 'status-impaired', evidence: 'EC2 status checks are impaired' };
  if (targetHealth === 'unhealthy') {
    const { launchedAtMs } = member;
    if (launchedAtMs === null || nowMs < launchedAtMs + warmUpSeconds * 1000 + noticeMs) return null;
    const why = targetReason === null ? '' : ` (${targetReason})`;
    return { reason: 'target-unhealthy', evidence: `the target group finds it unhealthy${why}` };
  }
  return isHealthyToGroup ? null : { reason: 'group-unhealthy', evidence: 'the Auto Scaling group finds it unhealthy' };
}
