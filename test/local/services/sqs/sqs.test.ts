import { describe, expect, it } from 'vitest';
import { ACCOUNT, createSmallCloud, REGION, type SmallCloud } from '../../assembly/small-cloud.ts';

const QueueUrl = `https://sqs.${REGION}.amazonaws.com/${ACCOUNT}/letters`;
const MINUTE_MS = 60_000;

const deployed = async (properties: Record<string, unknown> = {}): Promise<SmallCloud> => {
  const cloud = createSmallCloud();
  await cloud.deploy({ Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'letters', ...properties } } });
  return cloud;
};
const send = (cloud: SmallCloud, MessageBody: string) => cloud.call('sqs', 'SendMessage', { QueueUrl, MessageBody });
const receive = async (cloud: SmallCloud, more: Record<string, unknown> = {}) => {
  const { Messages = [] } = await cloud.call('sqs', 'ReceiveMessage', { QueueUrl, MaxNumberOfMessages: 10, ...more });
  return Messages as readonly { Body: string; ReceiptHandle: string; Attributes: Record<string, string> }[];
};
const bodies = async (cloud: SmallCloud) => (await receive(cloud)).map(({ Body }) => Body);

describe('a queue', () => {
  it('hands out what was sent, in order, and hides it for the visibility timeout', async () => {
    const cloud = await deployed({ VisibilityTimeout: 30 });
    await send(cloud, 'a');
    await send(cloud, 'b');
    expect(await bodies(cloud)).toEqual(['a', 'b']);
    expect(await bodies(cloud)).toEqual([]);
    await cloud.kernel.clock.advance(30_000);
    expect(await bodies(cloud)).toEqual(['a', 'b']);
  });

  it('counts how often a message was received', async () => {
    const cloud = await deployed();
    await send(cloud, 'a');
    await receive(cloud, { VisibilityTimeout: 0 });
    expect((await receive(cloud))[0]?.Attributes['ApproximateReceiveCount']).toBe('2');
  });

  it('forgets a message that is deleted, that has expired, and all when it is purged', async () => {
    const cloud = await deployed({ MessageRetentionPeriod: 60 });
    await send(cloud, 'a');
    const [message] = await receive(cloud, { VisibilityTimeout: 0 });
    await cloud.call('sqs', 'DeleteMessage', { QueueUrl, ReceiptHandle: message?.ReceiptHandle });
    expect(await bodies(cloud)).toEqual([]);
    await send(cloud, 'b');
    await cloud.kernel.clock.advance(61_000);
    expect(await bodies(cloud)).toEqual([]);
    await send(cloud, 'c');
    await cloud.call('sqs', 'PurgeQueue', { QueueUrl });
    expect(await bodies(cloud)).toEqual([]);
  });

  it('tells its attributes', async () => {
    const cloud = await deployed();
    await send(cloud, 'a');
    await send(cloud, 'b');
    await receive(cloud, { MaxNumberOfMessages: 1 });
    await expect(cloud.call('sqs', 'GetQueueAttributes', { QueueUrl, AttributeNames: ['All'] })).resolves.toEqual({
      Attributes: {
        ApproximateNumberOfMessages: '1',
        ApproximateNumberOfMessagesNotVisible: '1',
        MessageRetentionPeriod: '345600',
        QueueArn: `arn:aws:sqs:${REGION}:${ACCOUNT}:letters`,
        VisibilityTimeout: '30',
      },
    });
    await expect(cloud.call('sqs', 'GetQueueUrl', { QueueName: 'letters' })).resolves.toEqual({ QueueUrl });
  });

  it('notes each message as a dead letter', async () => {
    const cloud = await deployed();
    await send(cloud, 'a');
    expect(cloud.noted('dead-letter')).toMatchObject([{ subject: 'letters' }]);
  });
});

describe('metrics', () => {
  const visible = ({ metrics }: SmallCloud) =>
    metrics
      .filter(({ name }) => name === 'ApproximateNumberOfMessagesVisible')
      .map(({ value, dimensions }) => [dimensions['QueueName'], value]);

  it('are published each minute from the first message on', async () => {
    const cloud = await deployed();
    await cloud.kernel.clock.advance(5 * MINUTE_MS);
    expect(cloud.metrics).toEqual([]);
    await send(cloud, 'a');
    await cloud.kernel.clock.advance(2 * MINUTE_MS);
    expect(visible(cloud)).toEqual([
      ['letters', 1],
      ['letters', 1],
    ]);
  });

  it('end six hours after the queue was last used, when it is empty', async () => {
    const cloud = await deployed();
    await send(cloud, 'a');
    const [message] = await receive(cloud);
    await cloud.call('sqs', 'DeleteMessage', { QueueUrl, ReceiptHandle: message?.ReceiptHandle });
    await cloud.kernel.clock.advance(24 * 60 * MINUTE_MS);
    expect(visible(cloud)).toHaveLength(360);
  });
});

describe('is refused', () => {
  it('a queue that is not there', async () => {
    await expect(createSmallCloud().call('sqs', 'SendMessage', { QueueUrl, MessageBody: 'x' })).rejects.toMatchObject({
      code: 'QueueDoesNotExist',
    });
  });

  it.each([
    ['an empty message', 'SendMessage', { MessageBody: '' }, 'InvalidParameterValue'],
    ['11 messages at once', 'ReceiveMessage', { MaxNumberOfMessages: 11 }, 'InvalidParameterValue'],
    ['an attribute that is not known', 'GetQueueAttributes', { AttributeNames: ['Colour'] }, 'InvalidAttributeName'],
  ])('%s', async (_, operation, input, code) => {
    const cloud = await deployed();
    await expect(cloud.call('sqs', operation, { QueueUrl, ...input })).rejects.toMatchObject({ code });
  });

  it('a template with what is not modelled', async () => {
    await expect(deployed({ FifoQueue: true })).rejects.toThrow('FifoQueue');
  });
});
