import { readyMembers } from '../../decisions/ready-members.ts';
import type { Group } from '../../ports/fleets.ts';
import type { LoadBalancers } from '../../ports/load-balancers.ts';

/** What keeps a group from being done; empty: nothing. */
export type StageProblem = '' | 'group-missing' | 'not-empty' | 'not-running' | 'not-healthy';

/** A group is asleep once it wants no instance and has none. */
export const asleepProblem = (group: Group | undefined): StageProblem => {
  if (group === undefined) return 'group-missing';
  return group.desired === 0 && group.members.length === 0 ? '' : 'not-empty';
};

/** A group is awake once so many serve as it had before. */
export async function awakeProblem(
  group: Group | undefined,
  desired: number,
  loadBalancers: LoadBalancers,
): Promise<StageProblem> {
  if (group === undefined) return 'group-missing';
  const inService = group.members.filter(({ lifecycleState }) => lifecycleState === 'InService');
  if (group.desired < desired || inService.length < desired) return 'not-running';
  return (await readyMembers(group, loadBalancers)).length >= desired ? '' : 'not-healthy';
}
