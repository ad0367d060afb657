import { ResourceProperties } from '../../assembly/resource-properties.ts';
import type { Kernel, ResourceProvider, ResourceRequest } from '../../kernel.ts';
import type { Elbv2Model } from './elbv2-model.ts';
import { resourceName } from './resource-name.ts';
import type { HealthCheck, TargetGroupSettings } from './target-group.ts';

const TYPE = 'AWS::ElasticLoadBalancingV2::TargetGroup';
const KNOWN = [
  'HealthCheckEnabled',
  'HealthCheckIntervalSeconds',
  'HealthCheckPath',
  'HealthCheckPort',
  'HealthCheckProtocol',
  'HealthCheckTimeoutSeconds',
  'HealthyThresholdCount',
  'IpAddressType',
  'Matcher',
  'Name',
  'Port',
  'Protocol',
  'ProtocolVersion',
  'Tags',
  'TargetGroupAttributes',
  'TargetType',
  'UnhealthyThresholdCount',
  'VpcId',
];

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticloadbalancingv2-targetgroup.html */
export const targetGroupResource = (kernel: Kernel, elbv2: Elbv2Model): ResourceProvider => ({
  type: TYPE,
  replacedBy: ['IpAddressType', 'Name', 'Port', 'Protocol', 'ProtocolVersion', 'TargetType', 'VpcId'],
  create: (request) => {
    const properties = ResourceProperties.of(TYPE, request, KNOWN);
    const targetType = properties.text('TargetType', 'instance');
    if (targetType !== 'instance') {
      throw new Error(`${TYPE} ${request.logicalId}: TargetType is ${targetType}; it must be instance`);
    }
    const { partition, region, account, random } = kernel;
    const name = properties.text('Name') ?? resourceName(request, random);
    const arnStart = `arn:${partition}:elasticloadbalancing:${region}:${account}:`;
    const arn = request.identifier ?? `${arnStart}targetgroup/${name}/${random.hex(16)}`;
    const fullName = arn.slice(arnStart.length);
    elbv2.add({
      arn,
      name,
      fullName,
      protocol: properties.text('Protocol', 'HTTP'),
      port: properties.number('Port', 80),
      vpcId: properties.text('VpcId'),
      ...readSettings(request, properties),
    });
    return {
      ref: arn,
      attributes: {
        TargetGroupArn: arn,
        TargetGroupFullName: fullName,
        TargetGroupName: name,
        /** Joined by commas; read late, for listeners are created after their target groups. */
        get LoadBalancerArns() {
          return [...elbv2.existing(arn).loadBalancers].map((loadBalancer) => loadBalancer.arn).join(',');
        },
      },
    };
  },
  update: (request, { ref, attributes }) => {
    elbv2.reconfigure(ref, readSettings(request, ResourceProperties.of(TYPE, request, KNOWN)));
    return { ref, attributes };
  },
  delete: ({ ref }) => elbv2.remove(ref),
});

const readSettings = (request: ResourceRequest, properties: ResourceProperties): TargetGroupSettings => {
  const attributes = Object.fromEntries(
    properties.parts('TargetGroupAttributes').map((item) => [item.requiredText('Key'), item.requiredText('Value')]),
  );
  return {
    healthCheck: readHealthCheck(properties),
    // https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetGroupAttribute.html
    deregistrationDelaySeconds: Number(attributes['deregistration_delay.timeout_seconds'] ?? 300),
    attributes,
    tags: properties.tags(request.stackTags),
  };
};

/** Defaults for HTTP and targets of type instance: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html */
const readHealthCheck = (properties: ResourceProperties): HealthCheck => ({
  protocol: properties.text('HealthCheckProtocol', 'HTTP'),
  port: properties.text('HealthCheckPort', 'traffic-port'),
  path: properties.text('HealthCheckPath', '/'),
  intervalSeconds: properties.number('HealthCheckIntervalSeconds', 30),
  timeoutSeconds: properties.number('HealthCheckTimeoutSeconds', 5),
  healthyThreshold: properties.number('HealthyThresholdCount', 5),
  unhealthyThreshold: properties.number('UnhealthyThresholdCount', 2),
  matcher: properties.part('Matcher')?.text('HttpCode') ?? '200',
});
