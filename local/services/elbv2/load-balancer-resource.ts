import { ResourceProperties } from '../../assembly/resource-properties.ts';
import type { Kernel, ResourceProvider } from '../../kernel.ts';
import type { Ec2Model } from '../ec2/ec2-model.ts';
import type { Elbv2Model } from './elbv2-model.ts';
import { resourceName } from './resource-name.ts';
import type { LoadBalancer } from './target-group.ts';

const TYPE = 'AWS::ElasticLoadBalancingV2::LoadBalancer';
const KNOWN = [
  'IpAddressType',
  'LoadBalancerAttributes',
  'Name',
  'Scheme',
  'SecurityGroups',
  'Subnets',
  'Tags',
  'Type',
];

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticloadbalancingv2-loadbalancer.html */
export const loadBalancerResource = (kernel: Kernel, ec2: Ec2Model, elbv2: Elbv2Model): ResourceProvider => ({
  type: TYPE,
  replacedBy: ['Name', 'Scheme', 'Type'],
  create: (request) => {
    const properties = ResourceProperties.of(TYPE, request, KNOWN);
    const type = properties.text('Type', 'application');
    if (type !== 'application')
      throw new Error(`${TYPE} ${request.logicalId}: Type is ${type}; it must be application`);
    const { partition, region, account, random, clock } = kernel;
    const name = properties.text('Name') ?? resourceName(request, random);
    const arnStart = `arn:${partition}:elasticloadbalancing:${region}:${account}:loadbalancer/`;
    const arn = request.identifier ?? `${arnStart}app/${name}/${random.hex(16)}`;
    const fullName = arn.slice(arnStart.length);
    const dnsName = `${name}-${Number.parseInt(random.hex(7), 16)}.${region}.elb.amazonaws.com`;
    const subnets = properties.texts('Subnets');
    const vpcId = ec2.subnets.get(subnets[0] ?? '')?.vpcId;
    const securityGroups = properties.texts('SecurityGroups');
    elbv2.loadBalancers.set(arn, {
      arn,
      name,
      fullName,
      dnsName,
      scheme: properties.text('Scheme', 'internet-facing'),
      vpcId,
      securityGroups,
      zones: zonesOf(kernel, ec2, subnets),
      tags: properties.tags(request.stackTags),
      createdAtMs: clock.nowMs,
    });
    return {
      ref: arn,
      attributes: {
        LoadBalancerArn: arn,
        LoadBalancerFullName: fullName,
        LoadBalancerName: name,
        DNSName: dnsName,
        SecurityGroups: securityGroups.join(','),
      },
    };
  },
  update: (request, { ref, attributes }) => {
    const properties = ResourceProperties.of(TYPE, request, KNOWN);
    const securityGroups = properties.texts('SecurityGroups');
    const loadBalancer = elbv2.loadBalancers.get(ref) ?? {};
    const zones = zonesOf(kernel, ec2, properties.texts('Subnets'));
    Object.assign(loadBalancer, { securityGroups, zones, tags: properties.tags(request.stackTags) });
    return { ref, attributes: { ...attributes, SecurityGroups: securityGroups.join(',') } };
  },
  delete: ({ ref }) => {
    elbv2.loadBalancers.delete(ref);
  },
});

const zonesOf = ({ region }: Kernel, ec2: Ec2Model, subnetIds: readonly string[]): LoadBalancer['zones'] =>
  subnetIds.map((subnetId) => ({ subnetId, zone: ec2.subnets.get(subnetId)?.zone ?? `${region}a` }));
