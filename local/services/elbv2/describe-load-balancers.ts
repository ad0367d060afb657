import { AwsError, operation } from '../../kernel.ts';
import { paginate } from '../ec2/paginate.ts';
import type { Elbv2Model } from './elbv2-model.ts';
import type { LoadBalancer } from './target-group.ts';

export interface DescribeLoadBalancersInput {
  readonly LoadBalancerArns?: readonly string[];
  readonly Names?: readonly string[];
  readonly PageSize?: number;
  readonly Marker?: string;
}

const MAX_PAGE = 400;

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeLoadBalancers.html */
export const describeLoadBalancers = (elbv2: Elbv2Model) =>
  operation({
    authorize: (_input: DescribeLoadBalancersInput) => [
      { action: 'elasticloadbalancing:DescribeLoadBalancers', resource: '*' },
    ],
    run: (input) => {
      const all = [...elbv2.loadBalancers.values()];
      const arns = input.LoadBalancerArns ?? [];
      const names = input.Names ?? [];
      const found = all.filter(
        ({ arn, name }) => (arns.length === 0 || arns.includes(arn)) && (names.length === 0 || names.includes(name)),
      );
      if (found.length < Math.max(arns.length, names.length)) {
        throw new AwsError('LoadBalancerNotFound', 'One or more load balancers not found');
      }
      const page = paginate(found, input.PageSize ?? MAX_PAGE, input.Marker);
      return { LoadBalancers: page.items.map(describe), NextMarker: page.nextToken };
    },
  });

const describe = (loadBalancer: LoadBalancer) => ({
  LoadBalancerArn: loadBalancer.arn,
  LoadBalancerName: loadBalancer.name,
  DNSName: loadBalancer.dnsName,
  Scheme: loadBalancer.scheme,
  Type: 'application',
  VpcId: loadBalancer.vpcId,
  State: { Code: 'active' },
  CreatedTime: new Date(loadBalancer.createdAtMs),
  SecurityGroups: loadBalancer.securityGroups,
  AvailabilityZones: loadBalancer.zones.map(({ zone, subnetId }) => ({ ZoneName: zone, SubnetId: subnetId })),
  IpAddressType: 'ipv4',
});
