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
 * counts is the group's present one, for sizing goes on meanwhile. Who was in service before counts as whole, however it
 * fares: another one that hangs is another replacement's, which waits for this one. Who came later has to serve, so a
 * replacement that is lost is never taken for one. @throws `GroupNotFound`
 */
export const checkReplacement =
  ({ fleets, loadBalancers }: Deps) =>
  async ({ group: name, instanceId, inService }: CheckReplacementInput): Promise<{ outcome: ReplacementOutcome }> => {
    const group = (await fleets.byNames([name])).get(name);
    if (group === undefined) throw new RubatoError(ErrorName.GroupNotFound, `group ${name} does not exist`);
    const isStillThere = group.members.some(
      (member) => member.instanceId === instanceId && !member.lifecycleState.startsWith('Terminat'),
    );
    if (isStillThere) return { outcome: 'still-there' };
    const ready = new Set(await readyMembers(group, loadBalancers));
    const whole = group.members.filter(
      (member) => ready.has(member) || (member.lifecycleState === 'InService' && inService.includes(member.instanceId)),
    );
    return { outcome: whole.length >= group.desired ? 'replaced' : 'not-healthy' };
  };
