import { ResourceProperties } from '../../assembly/resource-properties.ts';
import type { Kernel, ResourceProvider } from '../../kernel.ts';
import type { Ec2Model } from './ec2-model.ts';

const TYPE = 'AWS::EC2::Subnet';
const KNOWN = ['AvailabilityZone', 'CidrBlock', 'MapPublicIpOnLaunch', 'Tags', 'VpcId'];

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-subnet.html */
export const subnetResource = (kernel: Kernel, ec2: Ec2Model): ResourceProvider => ({
  type: TYPE,
  replacedBy: ['AvailabilityZone', 'CidrBlock', 'VpcId'],
  create: (request) => {
    const properties = ResourceProperties.of(TYPE, request, KNOWN);
    const subnetId = `subnet-${kernel.random.hex(17)}`;
    const vpcId = properties.requiredText('VpcId');
    const zone = properties.text('AvailabilityZone', `${kernel.region}a`);
    ec2.subnets.set(subnetId, { subnetId, vpcId, zone });
    return { ref: subnetId, attributes: { SubnetId: subnetId, VpcId: vpcId, AvailabilityZone: zone } };
  },
  update: (_request, { ref, attributes }) => ({ ref, attributes }),
  delete: ({ ref }) => {
    ec2.subnets.delete(ref);
  },
});
