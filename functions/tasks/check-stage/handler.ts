import type { Fleets } from '../../ports/fleets.ts';
import type { LoadBalancers } from '../../ports/load-balancers.ts';
import type { CheckStageInput } from './input.ts';
import { asleepProblem, awakeProblem, type StageProblem } from './stage-problem.ts';

export interface Deps {
  readonly fleets: Fleets;
  readonly loadBalancers: LoadBalancers;
}

/** Look at a stage that is going to sleep or waking: the problem of the first group that is not done yet. */
export const checkStage =
  ({ fleets, loadBalancers }: Deps) =>
  async ({ wanted, groups }: CheckStageInput): Promise<{ problem: StageProblem }> => {
    const found = await fleets.byNames(groups.map(({ group }) => group));
    for (const { group: name, desired } of groups) {
      const group = found.get(name);
      const problem = wanted === 'asleep' ? asleepProblem(group) : await awakeProblem(group, desired, loadBalancers);
      if (problem !== '') return { problem };
    }
    return { problem: '' };
  };
