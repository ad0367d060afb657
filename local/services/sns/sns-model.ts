import { isDeepStrictEqual } from 'node:util';
import { AwsError, type Kernel } from '../../kernel.ts';

export interface PublishedMessage {
  readonly id: string;
  readonly atMs: number;
  readonly subject: string | undefined;
  readonly message: string;
}

export interface Subscription {
  readonly protocol: string;
  readonly endpoint: string;
  readonly isRaw: boolean;
}

export interface Topic {
  readonly name: string;
  readonly arn: string;
  keyArn: string | undefined;
  policy: object;
  readonly subscriptions: Subscription[];
  /** All that was published, for tests and reports. */
  readonly messages: PublishedMessage[];
}

/** The topics of the account. */
export class SnsModel {
  readonly kernel: Kernel;
  readonly topics = new Map<string, Topic>();

  constructor(kernel: Kernel) {
    this.kernel = kernel;
  }

  add(name: string, keyArn: string | undefined): Topic {
    const { partition, region, account } = this.kernel;
    const arn = `arn:${partition}:sns:${region}:${account}:${name}`;
    if (this.topics.has(arn)) throw new Error(`a topic named ${name} already exists`);
    const topic = { name, arn, keyArn, policy: defaultPolicy(arn), subscriptions: [], messages: [] };
    this.topics.set(arn, topic);
    return topic;
  }

  /** Take one such subscription away. */
  unsubscribe(topicArn: string, subscription: Subscription): void {
    const { subscriptions = [] } = this.topics.get(topicArn) ?? {};
    const index = subscriptions.findIndex((each) => isDeepStrictEqual(each, subscription));
    if (index >= 0) subscriptions.splice(index, 1);
  }

  /** @throws `AwsError` NotFound */
  find(arn: string): Topic {
    const topic = this.topics.get(arn);
    if (topic === undefined) throw new AwsError('NotFound', 'Topic does not exist', 404);
    return topic;
  }
}

/**
 * Until a template gives a topic a policy, alarms of the account may publish. AWS writes that policy for everybody on the
 * condition aws:SourceOwner; whom it lets in besides is unverified, so here it is nobody.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html
 */
export const defaultPolicy = (arn: string): object => ({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Principal: { Service: 'cloudwatch.amazonaws.com' }, Action: 'sns:Publish', Resource: arn },
  ],
});
