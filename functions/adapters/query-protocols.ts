import { AwsEc2QueryProtocol, AwsQueryProtocol, XmlShapeDeserializer } from '@aws-sdk/core/protocols';
import { readPlainXml } from './xml-tree.ts';

/** The SDK's reader of XML, quicker on plain XML: a group of 180 members is 100 KB of it, and it is read each minute. */
class PlainXmlDeserializer extends XmlShapeDeserializer {
  protected override parseXml(xml: string): unknown {
    return readPlainXml(xml, UNREAD) ?? super.parseXml(xml);
  }
}

/**
 * Asked by nobody here: how each member was launched, a third of what DescribeAutoScalingGroups says; in what state an instance is and by which checks its
 * status came about, half of what DescribeInstanceStatus says.
 */
const UNREAD: ReadonlySet<string> = new Set(['LaunchTemplate', 'MixedInstancesPolicy', 'details', 'instanceState']);

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
