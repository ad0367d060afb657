import { readyMembers } from '../../decisions/ready-members.ts';
import type { Fleets, Group } from '../../ports/fleets.ts';
import type { LoadBalancers } from '../../ports/load-balancers.ts';
import type { CheckStageInput } from './input.ts';

export interface Deps {
  readonly fleets: Fleets;
  readonly loadBalancers: LoadBalancers;
}

/** Empty: the stage is done. */
export type StageProblem = '' | 'group-missing' | 'not-empty' | 'not-running' | 'not-healthy';

/** Look at a stage that is going to sleep or waking: the first thing that is not done yet, in order of its groups. */
export const checkStage =
  ({ fleets, loadBalancers }: Deps) =>
  async ({ wanted, groups }: CheckStageInput): Promise<{ problem: StageProblem }> => {
    const found = await fleets.byNames(groups.map(({ group }) => group));
    for (const { group: name, desired } of groups) {
      const group = found.get(name);
      if (group === undefined) return { problem: 'group-missing' };
      const problem = wanted === 'asleep' ? asleepProblem(group) : await awakeProblem(group, desired, loadBalancers);
      if (problem !== '') return { problem };
    }
    return { problem: '' };
  };

const asleepProblem = ({ desired, members }: Group): StageProblem =>
  desired === 0 && members.length === 0 ? '' : 'not-empty';

async function awakeProblem(group: Group, desired: number, loadBalancers: LoadBalancers): Promise<StageProblem> {
  const inService = group.members.filter(({ lifecycleState }) => lifecycleState === 'InService');
  if (group.desired < desired || inService.length < desired) return 'not-running';
  return (await readyMembers(group, loadBalancers)).length >= desired ? '' : 'not-healthy';
}
