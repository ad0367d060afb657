import { operation } from '../../kernel.ts';
import { targetGroupAccess } from './access.ts';
import type { TargetDescription } from './describe-target-health.ts';
import type { Elbv2Model } from './elbv2-model.ts';

export interface DeregisterTargetsInput {
  readonly TargetGroupArn: string;
  readonly Targets: readonly TargetDescription[];
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DeregisterTargets.html */
export const deregisterTargets = (elbv2: Elbv2Model) =>
  operation({
    authorize: (input: DeregisterTargetsInput) => [
      targetGroupAccess(elbv2, 'elasticloadbalancing:DeregisterTargets', input.TargetGroupArn),
    ],
    run: (input) => {
      for (const target of input.Targets) elbv2.deregister(input.TargetGroupArn, target.Id);
      return {};
    },
  });
