import { operation } from '../../kernel.ts';
import { paginate } from '../ec2/paginate.ts';
import type { Elbv2Model } from './elbv2-model.ts';
import type { TargetGroup } from './target-group.ts';

export interface DescribeTargetGroupsInput {
  readonly TargetGroupArns?: readonly string[];
  readonly Names?: readonly string[];
  readonly LoadBalancerArn?: string;
  readonly PageSize?: number;
  readonly Marker?: string;
}

const MAX_PAGE = 400;

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeTargetGroups.html */
export const describeTargetGroups = (elbv2: Elbv2Model) =>
  operation({
    authorize: (_input: DescribeTargetGroupsInput) => [
      { action: 'elasticloadbalancing:DescribeTargetGroups', resource: '*' },
    ],
    run: (input) => {
      const page = paginate(select(elbv2, input), input.PageSize ?? MAX_PAGE, input.Marker);
      return { TargetGroups: page.items.map(describe), NextMarker: page.nextToken };
    },
  });

const select = (elbv2: Elbv2Model, input: DescribeTargetGroupsInput): readonly TargetGroup[] => {
  if (input.TargetGroupArns?.length) return input.TargetGroupArns.map((arn) => elbv2.existing(arn));
  return [...elbv2.targetGroups()].filter(
    (targetGroup) =>
      (!input.Names?.length || input.Names.includes(targetGroup.name)) &&
      (input.LoadBalancerArn === undefined ||
        [...targetGroup.loadBalancers].some(({ arn }) => arn === input.LoadBalancerArn)),
  );
};

const describe = (targetGroup: TargetGroup) => ({
  TargetGroupArn: targetGroup.arn,
  TargetGroupName: targetGroup.name,
  Protocol: targetGroup.protocol,
  Port: targetGroup.port,
  VpcId: targetGroup.vpcId,
  HealthCheckProtocol: targetGroup.healthCheck.protocol,
  HealthCheckPort: targetGroup.healthCheck.port,
  HealthCheckEnabled: true,
  HealthCheckIntervalSeconds: targetGroup.healthCheck.intervalSeconds,
  HealthCheckTimeoutSeconds: targetGroup.healthCheck.timeoutSeconds,
  HealthyThresholdCount: targetGroup.healthCheck.healthyThreshold,
  UnhealthyThresholdCount: targetGroup.healthCheck.unhealthyThreshold,
  HealthCheckPath: targetGroup.healthCheck.path,
  Matcher: { HttpCode: targetGroup.healthCheck.matcher },
  LoadBalancerArns: [...targetGroup.loadBalancers].map(({ arn }) => arn),
  TargetType: 'instance',
  ProtocolVersion: 'HTTP1',
  IpAddressType: 'ipv4',
});
