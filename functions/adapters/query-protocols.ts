import { AwsEc2QueryProtocol, AwsQueryProtocol, XmlShapeDeserializer } from '@aws-sdk/core/protocols';
import { readPlainXml } from './xml-tree.ts';

/** The SDK's reader of XML, quicker on plain XML: a group of 180 members is 100 KB of it, and it is read each minute. */
class PlainXmlDeserializer extends XmlShapeDeserializer {
  protected override parseXml(xml: string): unknown {
    return readPlainXml(xml, UNREAD) ?? super.parseXml(xml);
  }
}

/**
 * Asked by nobody here, and half of the answers: of what type members are and how they were launched (DescribeAutoScalingGroups), in what state an instance
 * is and by which checks its status came about (DescribeInstanceStatus), where a target is asked for its health (DescribeTargetHealth).
 */
const UNREAD: ReadonlySet<string> = new Set([
  'InstanceType',
  'LaunchTemplate',
  'MixedInstancesPolicy',
  'availabilityZone',
  'details',
  'instanceState',
  'HealthCheckPort',
  'Port',
]);

/** What Auto Scaling and Elastic Load Balancing speak. */
export class QueryProtocol extends AwsQueryProtocol {
  constructor(options: ConstructorParameters<typeof AwsQueryProtocol>[0]) {
    super(options);
    this.deserializer = new PlainXmlDeserializer(this.deserializer.settings);
  }
}

/** What EC2 speaks. */
export class Ec2QueryProtocol extends AwsEc2QueryProtocol {
  constructor(options: ConstructorParameters<typeof AwsEc2QueryProtocol>[0]) {
    super(options);
    this.deserializer = new PlainXmlDeserializer(this.deserializer.settings);
  }
}
