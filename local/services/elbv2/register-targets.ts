import { operation } from '../../kernel.ts';
import { targetGroupAccess } from './access.ts';
import type { TargetDescription } from './describe-target-health.ts';
import type { Elbv2Model } from './elbv2-model.ts';

export interface RegisterTargetsInput {
  readonly TargetGroupArn: string;
  readonly Targets: readonly TargetDescription[];
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_RegisterTargets.html */
export const registerTargets = (elbv2: Elbv2Model) =>
  operation({
    authorize: (input: RegisterTargetsInput) => [
      targetGroupAccess(elbv2, 'elasticloadbalancing:RegisterTargets', input.TargetGroupArn),
    ],
    run: (input) => {
      for (const target of input.Targets) elbv2.register(input.TargetGroupArn, target.Id, target.Port);
      return {};
    },
  });
