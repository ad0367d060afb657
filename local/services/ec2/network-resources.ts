import type { Kernel, ResourceProvider, ResourceRequest } from '../../kernel.ts';

/** What a resource that only needs to exist answers to `Ref` and `Fn::GetAtt`. */
interface NetworkType {
  readonly type: string;
  /** Of the id that `Ref` answers. */
  readonly idPrefix: string;
  /** The attribute that answers the id too, if there is one. */
  readonly idAttribute?: string;
  /** Properties that are also attributes. */
  readonly echoed?: readonly string[];
  readonly replacedBy?: readonly string[];
}

/** All of a security group's rule but its description. */
const RULE_ENDS = [
  'CidrIp',
  'CidrIpv6',
  'DestinationSecurityGroupId',
  'FromPort',
  'GroupId',
  'IpProtocol',
  'SourceSecurityGroupId',
  'ToPort',
];

/**
 * The network around the instances. No packet flows through it: which targets are reached is told by their health. So
 * these types have ids and nothing else; return values by
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_EC2.html
 */
const NETWORK_TYPES: readonly NetworkType[] = [
  {
    type: 'AWS::EC2::VPC',
    idPrefix: 'vpc',
    idAttribute: 'VpcId',
    echoed: ['CidrBlock'],
    replacedBy: ['CidrBlock', 'InstanceTenancy'],
  },
  { type: 'AWS::EC2::InternetGateway', idPrefix: 'igw', idAttribute: 'InternetGatewayId' },
  { type: 'AWS::EC2::VPCGatewayAttachment', idPrefix: 'vpcgw', replacedBy: ['VpcId'] },
  { type: 'AWS::EC2::RouteTable', idPrefix: 'rtb', idAttribute: 'RouteTableId', replacedBy: ['VpcId'] },
  { type: 'AWS::EC2::Route', idPrefix: 'route', replacedBy: ['DestinationCidrBlock', 'RouteTableId'] },
  { type: 'AWS::EC2::SubnetRouteTableAssociation', idPrefix: 'rtbassoc', idAttribute: 'Id', replacedBy: ['SubnetId'] },
  {
    type: 'AWS::EC2::SecurityGroup',
    idPrefix: 'sg',
    idAttribute: 'GroupId',
    echoed: ['VpcId'],
    replacedBy: ['GroupDescription', 'GroupName', 'VpcId'],
  },
  { type: 'AWS::EC2::SecurityGroupIngress', idPrefix: 'sgr', idAttribute: 'Id', replacedBy: RULE_ENDS },
  { type: 'AWS::EC2::SecurityGroupEgress', idPrefix: 'sgr', idAttribute: 'Id', replacedBy: RULE_ENDS },
  {
    type: 'AWS::EC2::FlowLog',
    idPrefix: 'fl',
    idAttribute: 'Id',
    replacedBy: ['LogGroupName', 'ResourceId', 'ResourceType', 'TrafficType'],
  },
];

export const networkResources = (kernel: Kernel): readonly ResourceProvider[] =>
  NETWORK_TYPES.map(({ type, idPrefix, idAttribute, echoed = [], replacedBy = [] }) => ({
    type,
    replacedBy,
    update: (_request, { ref, attributes }) => ({ ref, attributes }),
    delete: () => undefined,
    create: (request) => {
      const id = `${idPrefix}-${kernel.random.hex(17)}`;
      const attributes = echo(request, echoed);
      return { ref: id, attributes: idAttribute === undefined ? attributes : { ...attributes, [idAttribute]: id } };
    },
  }));

const echo = (request: ResourceRequest, names: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    names.flatMap((name) => {
      const value = request.properties[name];
      return typeof value === 'string' ? [[name, value]] : [];
    }),
  );
