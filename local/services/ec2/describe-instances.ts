import { operation } from '../../kernel.ts';
import type { Ec2Model } from './ec2-model.ts';
import { type Instance, instanceStateOf } from './instance.ts';
import { COMMON_FIELDS, type FieldReader, type Filter, filterInstances } from './instance-filters.ts';
import { paginate } from './paginate.ts';

export interface DescribeInstancesInput {
  readonly InstanceIds?: readonly string[];
  readonly Filters?: readonly Filter[];
  readonly MaxResults?: number;
  readonly NextToken?: string;
}

const ALL_IN_ONE_PAGE = 1000;

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstances.html */
export const describeInstances = (ec2: Ec2Model) =>
  operation({
    authorize: (_input: DescribeInstancesInput) => [{ action: 'ec2:DescribeInstances', resource: '*' }],
    run: (input) => {
      const named = input.InstanceIds?.length ? input.InstanceIds.map((id) => ec2.existing(id)) : ec2.instances();
      const fields: Readonly<Record<string, FieldReader>> = {
        ...COMMON_FIELDS,
        'image-id': (instance) => instance.imageId,
        'instance-id': (instance) => instance.instanceId,
        'instance-type': (instance) => instance.instanceType,
        'subnet-id': (instance) => instance.subnetId,
        'vpc-id': (instance) => ec2.subnets.get(instance.subnetId)?.vpcId,
      };
      const found = filterInstances(named, input.Filters ?? [], fields);
      const page = paginate(found, input.MaxResults ?? ALL_IN_ONE_PAGE, input.NextToken);
      return { Reservations: page.items.map((instance) => reservation(ec2, instance)), NextToken: page.nextToken };
    },
  });

const reservation = (ec2: Ec2Model, instance: Instance) => ({
  ReservationId: `r-${instance.instanceId.slice(2)}`,
  Instances: [
    {
      InstanceId: instance.instanceId,
      ImageId: instance.imageId,
      InstanceType: instance.instanceType,
      LaunchTime: new Date(instance.launchedAtMs),
      Placement: { AvailabilityZone: instance.zone },
      PrivateIpAddress: instance.privateIp,
      State: instanceStateOf(instance),
      StateReason: stateReason(instance),
      SubnetId: instance.subnetId,
      VpcId: ec2.subnets.get(instance.subnetId)?.vpcId,
      Tags: Object.entries(instance.tags).map(([Key, Value]) => ({ Key, Value })),
    },
  ],
});

/** Of an instance that could not start; of others it is not told. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_StateReason.html */
const stateReason = ({ stateReason: message }: Instance) =>
  message && { Code: message.split(': ')[0], Message: message };
