import { ErrorName, RubatoError } from '../../../core/errors.ts';
import { readyMembers } from '../../decisions/ready-members.ts';
import type { Fleets } from '../../ports/fleets.ts';
import type { LoadBalancers } from '../../ports/load-balancers.ts';
import type { CheckReplacementInput } from './input.ts';

export interface Deps {
  readonly fleets: Fleets;
  readonly loadBalancers: LoadBalancers;
}

export type ReplacementOutcome = 'replaced' | 'still-there' | 'not-healthy';

/**
 * Look at a group that is replacing an instance. One that is terminating serves nobody and counts as gone; the size that
 * counts is the group's present one, for sizing goes on meanwhile. @throws `GroupNotFound`
 */
export const checkReplacement =
  ({ fleets, loadBalancers }: Deps) =>
  async ({ group: name, instanceId }: CheckReplacementInput): Promise<{ outcome: ReplacementOutcome }> => {
    const group = (await fleets.byNames([name])).get(name);
    if (group === undefined) throw new RubatoError(ErrorName.GroupNotFound, `group ${name} does not exist`);
    const isStillThere = group.members.some(
      (member) => member.instanceId === instanceId && !member.lifecycleState.startsWith('Terminat'),
    );
    if (isStillThere) return { outcome: 'still-there' };
    const ready = await readyMembers(group, loadBalancers);
    return { outcome: ready.length >= group.desired ? 'replaced' : 'not-healthy' };
  };
