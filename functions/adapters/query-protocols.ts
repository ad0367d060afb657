import { AwsEc2QueryProtocol, AwsQueryProtocol, XmlShapeDeserializer } from '@aws-sdk/core/protocols';
import { readPlainXml } from './xml-tree.ts';

/** The SDK's reader of XML, quicker on plain XML: a group of 180 members is 100 KB of it, and it is read each minute. */
class PlainXmlDeserializer extends XmlShapeDeserializer {
  protected override parseXml(xml: string): unknown {
    return readPlainXml(xml, UNREAD) ?? super.parseXml(xml);
  }
}

/** Answers that are kept: of the calls of a shard of a hundred tiers. */
const ANSWERS_KEPT_MAX = 200;
const METADATA = '<ResponseMetadata>';

/** Takes what was read of an answer once more for the same answer: a group that nothing happens to says the same each minute, but for the id of the request. */
class RememberingDeserializer extends PlainXmlDeserializer {
  readonly #known = new Map<string, { readonly content: Buffer; readonly value: unknown }>();

  override read(
    schema: Parameters<XmlShapeDeserializer['read']>[0],
    bytes: Uint8Array | string,
    key?: string,
  ): unknown {
    if (key === undefined || typeof bytes === 'string') return super.read(schema, bytes, key);
    const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const end = whole.lastIndexOf(METADATA);
    if (end < 0) return super.read(schema, bytes, key);
    const content = whole.subarray(0, end);
    const place = `${key} ${end}`;
    const known = this.#known.get(place);
    if (known?.content.equals(content)) return known.value;
    const value: unknown = super.read(schema, bytes, key);
    if (this.#known.size >= ANSWERS_KEPT_MAX) this.#known.clear();
    this.#known.set(place, { content, value });
    return value;
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
    this.deserializer = new RememberingDeserializer(this.deserializer.settings);
  }
}

/** What EC2 speaks. */
export class Ec2QueryProtocol extends AwsEc2QueryProtocol {
  constructor(options: ConstructorParameters<typeof AwsEc2QueryProtocol>[0]) {
    super(options);
    this.deserializer = new PlainXmlDeserializer(this.deserializer.settings);
  }
}
