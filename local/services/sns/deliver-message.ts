import { AwsError, type Caller, type Kernel } from '../../kernel.ts';
import type { PublishedMessage, Subscription, Topic } from './sns-model.ts';

/**
 * Hand a message to the subscribers that exist here, queues and functions; mail and the like go nowhere. A delivery that
 * fails is dropped: SNS's own retries and dead-letter queues are not modelled.
 */
export const deliverMessage = async (kernel: Kernel, topic: Topic, message: PublishedMessage): Promise<void> => {
  const caller: Caller = { kind: 'service', service: 'sns.amazonaws.com', sourceArn: topic.arn };
  for (const subscription of topic.subscriptions) {
    kernel.journal.note('delivery', topic.name, { protocol: subscription.protocol, endpoint: subscription.endpoint });
    try {
      await deliver(kernel, topic, message, subscription, caller);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
    }
  }
};

const deliver = async (
  kernel: Kernel,
  topic: Topic,
  message: PublishedMessage,
  { protocol, endpoint, isRaw }: Subscription,
  caller: Caller,
): Promise<void> => {
  const envelope = notification(topic, message);
  if (protocol === 'sqs') {
    const [, , , region, account, name] = endpoint.split(':');
    const QueueUrl = `https://sqs.${region}.amazonaws.com/${account}/${name}`;
    const MessageBody = isRaw ? message.message : JSON.stringify(envelope);
    await kernel.call('sqs', 'SendMessage', { QueueUrl, MessageBody }, caller);
  } else if (protocol === 'lambda') {
    const record = { EventSource: 'aws:sns', EventVersion: '1.0', EventSubscriptionArn: topic.arn, Sns: envelope };
    const Payload = Buffer.from(JSON.stringify({ Records: [record] }));
    await kernel.call('lambda', 'Invoke', { FunctionName: endpoint, InvocationType: 'Event', Payload }, caller);
  }
};

/** https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html */
const notification = (topic: Topic, { id, atMs, subject, message }: PublishedMessage): object => ({
  Type: 'Notification',
  MessageId: id,
  TopicArn: topic.arn,
  ...(subject !== undefined && { Subject: subject }),
  Message: message,
  Timestamp: new Date(atMs).toISOString(),
});
