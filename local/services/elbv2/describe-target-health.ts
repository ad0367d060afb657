import { operation } from '../../kernel.ts';
import type { Elbv2Model } from './elbv2-model.ts';
import type { Target, TargetGroup } from './target-group.ts';

export interface TargetDescription {
  readonly Id: string;
  readonly Port?: number;
}

export interface DescribeTargetHealthInput {
  readonly TargetGroupArn: string;
  readonly Targets?: readonly TargetDescription[];
}

/**
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeTargetHealth.html
 * Describe actions know no resource-level permissions:
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awselasticloadbalancingv2.html
 */
export const describeTargetHealth = (elbv2: Elbv2Model) =>
  operation({
    authorize: (_input: DescribeTargetHealthInput) => [
      { action: 'elasticloadbalancing:DescribeTargetHealth', resource: '*' },
    ],
    run: (input) => {
      const targetGroup = elbv2.existing(input.TargetGroupArn);
      const asked = input.Targets;
      if (asked === undefined || asked.length === 0) {
        return {
          TargetHealthDescriptions: [...targetGroup.targets.values()].map((target) => health(targetGroup, target)),
        };
      }
      return {
        TargetHealthDescriptions: asked.map(({ Id, Port }) => {
          const target = targetGroup.targets.get(Id);
          return target === undefined ? unregistered(targetGroup, Id, Port) : health(targetGroup, target);
        }),
      };
    },
  });

const health = (targetGroup: TargetGroup, target: Target) => ({
  Target: { Id: target.instanceId, Port: target.port },
  HealthCheckPort: checkPort(targetGroup, target.port),
  TargetHealth: {
    State: target.state,
    ...(target.reason === undefined ? {} : { Reason: target.reason, Description: target.description }),
  },
});

const unregistered = (targetGroup: TargetGroup, id: string, port = targetGroup.port) => ({
  Target: { Id: id, Port: port },
  HealthCheckPort: checkPort(targetGroup, port),
  TargetHealth: {
    State: 'unused',
    Reason: 'Target.NotRegistered',
    Description: 'Target is not registered to the target group',
  },
});

const checkPort = ({ healthCheck }: TargetGroup, port: number): string =>
  healthCheck.port === 'traffic-port' ? String(port) : healthCheck.port;
