import { describe, expect, it } from 'vitest';
import type { TemplateResource } from '../../../../local/assembly/template.ts';
import type { Caller } from '../../../../local/kernel.ts';
import { ACCOUNT, asRole, createSmallCloud, payloadOf, REGION, role } from '../../assembly/small-cloud.ts';

const TopicArn = `arn:aws:sns:${REGION}:${ACCOUNT}:alarms`;
const topic = (more: Record<string, unknown> = {}): TemplateResource => ({
  Type: 'AWS::SNS::Topic',
  Properties: { TopicName: 'alarms', ...more },
});
const cloudwatch: Caller = {
  kind: 'service',
  service: 'cloudwatch.amazonaws.com',
  sourceArn: `arn:aws:cloudwatch:${REGION}:${ACCOUNT}:alarm:load`,
};
const message = { TopicArn, Subject: 'ALARM', Message: 'load is high' };
const policy = (...statements: readonly object[]): TemplateResource => ({
  Type: 'AWS::SNS::TopicPolicy',
  Properties: { Topics: [{ Ref: 'Topic' }], PolicyDocument: { Version: '2012-10-17', Statement: statements } },
});
const denyPlain = {
  Effect: 'Deny',
  Principal: '*',
  Action: 'sns:Publish',
  Resource: '*',
  Condition: { Bool: { 'aws:SecureTransport': 'false' } },
};
const allowAlarms = {
  Effect: 'Allow',
  Principal: { Service: 'cloudwatch.amazonaws.com' },
  Action: 'sns:Publish',
  Resource: '*',
};

describe('a topic', () => {
  it.each([
    ['cloudwatch.amazonaws.com', true],
    ['events.amazonaws.com, which names no source', false],
  ])('that is open for sources of its account only is open to %s: %s', async (name, isOpen) => {
    const [service = ''] = name.split(',');
    const Condition = { StringEquals: { 'aws:SourceAccount': ACCOUNT } };
    const cloud = createSmallCloud();
    await cloud.deploy({
      Topic: topic(),
      Policy: policy({ ...allowAlarms, Principal: { Service: service }, Condition }),
    });
    const published = cloud.call('sns', 'Publish', message, { ...cloudwatch, service });
    if (isOpen) await expect(published).resolves.toHaveProperty('MessageId');
    else await expect(published).rejects.toThrow('events.amazonaws.com is not authorized to perform: sns:Publish');
  });

  it('keeps what was published, and hands it to functions and queues', async () => {
    const cloud = createSmallCloud();
    const subscribe = (Protocol: string, Endpoint: unknown) => ({
      Type: 'AWS::SNS::Subscription',
      Properties: { TopicArn: { Ref: 'Topic' }, Protocol, Endpoint },
    });
    await cloud.deploy({
      Topic: topic(),
      Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'letters' } },
      QueuePolicy: {
        Type: 'AWS::SQS::QueuePolicy',
        Properties: {
          Queues: [{ Ref: 'Queue' }],
          PolicyDocument: {
            Statement: [
              {
                Effect: 'Allow',
                Principal: { Service: 'sns.amazonaws.com' },
                Action: 'sqs:SendMessage',
                Resource: '*',
              },
            ],
          },
        },
      },
      ToQueue: subscribe('sqs', { 'Fn::GetAtt': ['Queue', 'Arn'] }),
      ToFunction: subscribe('lambda', `arn:aws:lambda:${REGION}:${ACCOUNT}:function:worker`),
      ToPerson: subscribe('email', 'someone@example.com'),
    });
    await cloud.call('sns', 'Publish', message, cloudwatch);
    expect(cloud.sns.model.find(TopicArn).messages).toMatchObject([{ subject: 'ALARM', message: 'load is high' }]);
    expect(cloud.calls.map(payloadOf)).toMatchObject([{ Records: [{ Sns: { Message: 'load is high', TopicArn } }] }]);
    const [inQueue] = cloud.sqs.model.find('letters').messages;
    expect(JSON.parse(inQueue?.body ?? '')).toMatchObject({
      Type: 'Notification',
      Subject: 'ALARM',
      Message: 'load is high',
    });
  });
});

describe('an alarm may publish', () => {
  it.each<{ when: string; resources: Record<string, TemplateResource>; allowed: boolean }>([
    { when: 'the topic has no policy', resources: { Topic: topic() }, allowed: true },
    {
      when: 'its policy lets CloudWatch in',
      resources: { Topic: topic(), Policy: policy(denyPlain, allowAlarms) },
      allowed: true,
    },
    {
      when: 'its policy only denies, and so takes the place of the one that let everybody in',
      resources: { Topic: topic(), Policy: policy(denyPlain) },
      allowed: false,
    },
  ])('when $when → $allowed', async ({ resources, allowed }) => {
    const cloud = createSmallCloud();
    await cloud.deploy(resources);
    const published = cloud.call('sns', 'Publish', message, cloudwatch);
    if (allowed) await expect(published).resolves.toHaveProperty('MessageId');
    else await expect(published).rejects.toMatchObject({ code: 'AuthorizationError' });
    expect(cloud.noted('denied')).toHaveLength(allowed ? 0 : 1);
  });
});

describe('a topic under a key', () => {
  const key = (...statements: readonly object[]): TemplateResource => ({
    Type: 'AWS::KMS::Key',
    Properties: { KeyPolicy: { Version: '2012-10-17', Statement: statements } },
  });
  const root = { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` }, Action: 'kms:*', Resource: '*' };
  const forAlarms = {
    Effect: 'Allow',
    Principal: { Service: 'cloudwatch.amazonaws.com' },
    Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
    Resource: '*',
    Condition: { StringEquals: { 'aws:SourceAccount': ACCOUNT } },
  };
  const encrypted = topic({ KmsMasterKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] } });

  it.each([
    ['takes alarms when the key lets CloudWatch in', [root, forAlarms], undefined],
    ['refuses them when it does not', [root], 'kms:GenerateDataKey'],
  ])('%s', async (_, statements, denied) => {
    const cloud = createSmallCloud();
    await cloud.deploy({ Key: key(...statements), Topic: encrypted });
    const published = cloud.call('sns', 'Publish', message, cloudwatch);
    if (denied === undefined) await expect(published).resolves.toHaveProperty('MessageId');
    else await expect(published).rejects.toThrow(`is not authorized to perform: ${denied}`);
  });

  it('asks a role for the key as well', async () => {
    const cloud = createSmallCloud();
    const publish = { Effect: 'Allow', Action: 'sns:Publish', Resource: TopicArn };
    await cloud.deploy({ Key: key(root), Topic: encrypted, Role: role('lambda.amazonaws.com', [publish]) });
    await expect(cloud.call('sns', 'Publish', message, asRole())).rejects.toThrow('kms:GenerateDataKey');
  });
});

it('a topic that is not there is refused', async () => {
  await expect(createSmallCloud().call('sns', 'Publish', message)).rejects.toMatchObject({
    code: 'NotFound',
    status: 404,
  });
});
