import type { ResourceProperties } from '../../assembly/resource-properties.ts';

/** The target groups that a listener's or rule's actions forward to: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Action.html */
export const forwardedTargetGroups = (actions: readonly ResourceProperties[]): readonly string[] =>
  actions.flatMap((action) => {
    const direct = action.text('TargetGroupArn');
    const weighted = action.part('ForwardConfig')?.parts('TargetGroups') ?? [];
    return [
      ...(direct === undefined ? [] : [direct]),
      ...weighted.map((group) => group.requiredText('TargetGroupArn')),
    ];
  });
