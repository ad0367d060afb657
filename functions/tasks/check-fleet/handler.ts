import { ErrorName, RubatoError } from '../../../core/errors.ts';
import { readyMembers } from '../../decisions/ready-members.ts';
import type { Fleets } from '../../ports/fleets.ts';
import type { LoadBalancers } from '../../ports/load-balancers.ts';
import { classifyFleet, type FleetOutcome, hasSettled } from './classify-fleet.ts';
import type { CheckFleetInput } from './input.ts';

export interface Deps {
  readonly fleets: Fleets;
  readonly loadBalancers: LoadBalancers;
}

/** Look at a fleet that is changing: has it settled, and if not, why not? @throws `GroupNotFound` */
export const checkFleet =
  ({ fleets, loadBalancers }: Deps) =>
  async (input: CheckFleetInput): Promise<{ outcome: FleetOutcome; desired: number; ready: number }> => {
    const group = (await fleets.byNames([input.group])).get(input.group);
    if (group === undefined) {
      throw new RubatoError(ErrorName.GroupNotFound, `group ${input.group} of tier ${input.tierId} does not exist`);
    }
    const ready = (await readyMembers(group, loadBalancers)).length;
    const figures = { desired: group.desired, to: input.to, ready };
    const failed = hasSettled(figures) ? [] : await fleets.failedLaunches(input.group, input.startedAtMs);
    return { outcome: classifyFleet(figures, failed), desired: group.desired, ready };
  };
