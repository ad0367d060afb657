import type { MemberHealth } from '../../core/healing/model.ts';
import type { Group } from '../ports/fleets.ts';
import type { StatusChecks } from '../ports/instance-status.ts';
import type { TargetHealth } from '../ports/load-balancers.ts';

/** What was read beside the group itself. */
export interface HealthReadings {
  /** By ARN of the target group, then by instance; a target group that was not read is missing. */
  readonly targets: ReadonlyMap<string, ReadonlyMap<string, TargetHealth>>;
  readonly statuses: ReadonlyMap<string, StatusChecks>;
  /** Launch times by instance; one that was not read is missing. */
  readonly launches: ReadonlyMap<string, number>;
}

/** Worst first. What could not be read hides nothing that was read to be bad. */
const WORST = ['unhealthy', 'unknown', 'draining', 'initial', 'unused', 'healthy'] as const;

/** The members of a group with everything that is known of their health. */
export const memberHealth = (group: Group, { targets, statuses, launches }: HealthReadings): MemberHealth[] =>
  group.members.map((member) => {
    const states = group.targetGroupArns.map(
      (arn): TargetHealth => targets.get(arn)?.get(member.instanceId) ?? { state: 'unknown', reason: null },
    );
    const worst = WORST.map((state) => states.find((each) => each.state === state)).find((each) => each !== undefined);
    return {
      instanceId: member.instanceId,
      zone: member.zone,
      lifecycleState: member.lifecycleState,
      isHealthyToGroup: member.isHealthy,
      statusChecks: statuses.get(member.instanceId) ?? 'unknown',
      targetHealth: worst?.state ?? 'none',
      targetReason: worst?.reason ?? null,
      isProtectedFromScaleIn: member.isProtectedFromScaleIn,
      launchedAtMs: launches.get(member.instanceId) ?? null,
    };
  });
