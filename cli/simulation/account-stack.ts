import type { AssemblyStack } from '../../local/assembly/load-assembly.ts';
import type { TemplateResource } from '../../local/assembly/template.ts';
import type { AccountGroup } from './account-groups.ts';

type Resources = Readonly<Record<string, TemplateResource>>;

const ZONES = [0, 1, 2];

/**
 * Groups with their load balancers and a network, as a stack that is deployed before ours. Load balancers and target groups
 * are imported, for the blueprint has their names, and CloudWatch's dimensions with them.
 *
 * @param arnStart of load balancers in this account, up to what CloudWatch's dimensions hold
 */
export const accountStack = (groups: readonly AccountGroup[], arnStart: string): AssemblyStack => {
  const balancers = groups.flatMap(({ loadBalancer }) => loadBalancer ?? []);
  const targetGroups = [...new Map(balancers.map((each) => [each.targetGroup, each])).values()];
  const loadBalancers = [...new Set(balancers.map(({ loadBalancer }) => loadBalancer))];
  const resources: Record<string, TemplateResource> = { ...network() };
  const imports: Record<string, string> = {};
  for (const [index, name] of loadBalancers.entries()) {
    resources[`LoadBalancer${index}`] = {
      Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
      Properties: { Name: shortName(name), Subnets: SUBNETS },
    };
    imports[`LoadBalancer${index}`] = `${arnStart}loadbalancer/${name}`;
  }
  for (const [index, { targetGroup, loadBalancer }] of targetGroups.entries()) {
    Object.assign(resources, targets(index, targetGroup, loadBalancers.indexOf(loadBalancer)));
    imports[`TargetGroup${index}`] = `${arnStart}${targetGroup}`;
  }
  for (const [index, group] of groups.entries()) {
    const place = targetGroups.findIndex(({ targetGroup }) => targetGroup === group.loadBalancer?.targetGroup);
    resources[`Group${index}`] = autoScalingGroup(group, place);
  }
  return { name: 'Account', template: { Resources: resources }, tags: {}, imports };
};

const SUBNETS = ZONES.map((index) => ({ Ref: `Subnet${index}` }));

const network = (): Resources => ({
  Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16' } },
  ...Object.fromEntries(
    ZONES.map((index) => [
      `Subnet${index}`,
      {
        Type: 'AWS::EC2::Subnet',
        Properties: { VpcId: { Ref: 'Vpc' }, AvailabilityZone: { 'Fn::Select': [index, { 'Fn::GetAZs': '' }] } },
      },
    ]),
  ),
  LaunchTemplate: {
    Type: 'AWS::EC2::LaunchTemplate',
    Properties: { LaunchTemplateData: { InstanceType: 't4g.nano' } },
  },
});

/** A target group with health checks as AWS sets them by default, and a listener of its own. */
const targets = (index: number, fullName: string, balancer: number): Resources => ({
  [`TargetGroup${index}`]: {
    Type: 'AWS::ElasticLoadBalancingV2::TargetGroup',
    Properties: { Name: shortName(fullName), VpcId: { Ref: 'Vpc' } },
  },
  [`Listener${index}`]: {
    Type: 'AWS::ElasticLoadBalancingV2::Listener',
    Properties: {
      LoadBalancerArn: { Ref: `LoadBalancer${balancer}` },
      Port: 80 + index,
      DefaultActions: [{ Type: 'forward', TargetGroupArn: { Ref: `TargetGroup${index}` } }],
    },
  },
});

/** With the metrics that an alarm on a total load divides by. */
const autoScalingGroup = ({ name, min, max, tags }: AccountGroup, targetGroup: number): TemplateResource => ({
  Type: 'AWS::AutoScaling::AutoScalingGroup',
  Properties: {
    AutoScalingGroupName: name,
    MinSize: String(min),
    MaxSize: String(max),
    LaunchTemplate: { LaunchTemplateId: { Ref: 'LaunchTemplate' }, Version: '1' },
    VPCZoneIdentifier: SUBNETS,
    MetricsCollection: [{ Granularity: '1Minute' }],
    TargetGroupARNs: targetGroup < 0 ? [] : [{ Ref: `TargetGroup${targetGroup}` }],
    Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value, PropagateAtLaunch: true })),
  },
});

/** `web` of `app/web/50dc6c495c0c9188`. */
const shortName = (fullName: string): string => fullName.split('/')[1] ?? fullName;
