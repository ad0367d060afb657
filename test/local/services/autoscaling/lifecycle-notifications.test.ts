import { describe, expect, it } from 'vitest';
import { createIam } from '../../../../local/services/iam/iam.ts';
import { createSns, type Sns } from '../../../../local/services/sns/sns.ts';
import { createSqs } from '../../../../local/services/sqs/sqs.ts';
import { DemoFleet, minutes, seconds } from '../../workload/demo-fleet.ts';

const QUEUE = 'arn:aws:sqs:eu-west-1:123456789012:hooks';
const TOPIC = 'arn:aws:sns:eu-west-1:123456789012:hooks';
const ROLE = 'arn:aws:iam::123456789012:role/notifier';
const named = { AutoScalingGroupName: 'web', LifecycleHookName: 'prepare' };
const launching = { LifecycleTransition: 'autoscaling:EC2_INSTANCE_LAUNCHING' };

interface NotifiedFleet {
  readonly fleet: DemoFleet;
  readonly sns: Sns;
  put(hook: object): Promise<unknown>;
  received(): Promise<readonly Record<string, string>[]>;
}

/** Two instances in service, a queue, a topic, and a role that a service may take to send to them. */
const notifiedFleet = async (service = 'autoscaling.amazonaws.com'): Promise<NotifiedFleet> => {
  const fleet = new DemoFleet();
  const { kernel } = fleet;
  const iam = createIam(kernel);
  const sns = createSns(kernel);
  const modules = [iam, sns, createSqs(kernel)];
  for (const module of modules) kernel.register(module.service);
  kernel.connect({ authorizer: iam.authorizer });
  const make = (type: string, properties: Readonly<Record<string, unknown>>): void => {
    const provider = modules.flatMap(({ resources }) => resources).find((one) => one.type === type);
    const request = { stackName: 'Demo', logicalId: type, stackTags: {}, assetPath: (key: string) => key };
    provider?.create({ ...request, properties });
  };
  const statement = (Action: readonly string[], more: object): object => ({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action, ...more }],
  });
  make('AWS::SQS::Queue', { QueueName: 'hooks' });
  make('AWS::SNS::Topic', { TopicName: 'hooks' });
  make('AWS::IAM::Role', {
    RoleName: 'notifier',
    AssumeRolePolicyDocument: statement(['sts:AssumeRole'], { Principal: { Service: service } }),
    Policies: [
      {
        PolicyName: 'send',
        PolicyDocument: statement(['sqs:SendMessage', 'sns:Publish'], { Resource: [QUEUE, TOPIC] }),
      },
    ],
  });
  await fleet.advance(minutes(5));
  const QueueUrl = 'https://sqs.eu-west-1.amazonaws.com/123456789012/hooks';
  return {
    fleet,
    sns,
    put: (hook) => fleet.call('autoscaling', 'PutLifecycleHook', { ...named, ...hook }),
    received: async () => {
      const input = { QueueUrl, MaxNumberOfMessages: 10 };
      const { Messages = [] } = await fleet.call<{ readonly Messages?: readonly { readonly Body: string }[] }>(
        'sqs',
        'ReceiveMessage',
        input,
      );
      return Messages.map(({ Body }) => JSON.parse(Body));
    },
  };
};

const toQueue = { ...launching, NotificationTargetARN: QUEUE, RoleARN: ROLE };

describe('the target of a lifecycle hook', () => {
  it('is sent a test message, and a message for each instance that waits', async () => {
    const { fleet, put, received } = await notifiedFleet();
    await put({ ...toQueue, NotificationMetadata: 'warm the cache' });
    expect(await received()).toEqual([
      expect.objectContaining({
        Event: 'autoscaling:TEST_NOTIFICATION',
        Service: 'AWS Auto Scaling',
        AccountId: '123456789012',
        AutoScalingGroupName: 'web',
        AutoScalingGroupARN: expect.stringContaining(':autoScalingGroupName/web'),
      }),
    ]);
    await fleet.setDesired(3);
    await fleet.advance(seconds(55));
    const [EC2InstanceId] = fleet.members('Pending:Wait');
    const told = (await received()).find(({ Event }) => Event === undefined);
    expect(told).toMatchObject({
      LifecycleHookName: 'prepare',
      ...launching,
      EC2InstanceId,
      NotificationMetadata: 'warm the cache',
      Origin: 'EC2',
      Destination: 'AutoScalingGroup',
    });
    await fleet.call('autoscaling', 'CompleteLifecycleAction', {
      ...named,
      LifecycleActionToken: told?.['LifecycleActionToken'],
      LifecycleActionResult: 'CONTINUE',
    });
    expect(fleet.members('InService')).toContain(EC2InstanceId);
  });

  it('may be a topic, which is told in lines', async () => {
    const { put, sns } = await notifiedFleet();
    await put({ ...toQueue, NotificationTargetARN: TOPIC });
    const [message] = sns.model.topics.get(TOPIC)?.messages ?? [];
    expect(message?.subject).toBe('Auto Scaling: test notification for group "web"');
    expect(message?.message).toContain('\nEvent: autoscaling:TEST_NOTIFICATION\nAutoScalingGroupName: web\n');
  });

  it('is described, kept when a change does not name it, and taken away by an empty text', async () => {
    const { fleet, put } = await notifiedFleet();
    const described = async () =>
      (await fleet.call<{ readonly LifecycleHooks: readonly object[] }>('autoscaling', 'DescribeLifecycleHooks', named))
        .LifecycleHooks[0];
    await put(toQueue);
    await put({ HeartbeatTimeout: 60 });
    expect(await described()).toMatchObject({ HeartbeatTimeout: 60, NotificationTargetARN: QUEUE, RoleARN: ROLE });
    await put({ NotificationTargetARN: '' });
    expect(await described()).not.toHaveProperty('NotificationTargetARN');
  });

  it.each([
    { when: 'is not there', hook: { ...toQueue, NotificationTargetARN: `${QUEUE}-gone` } },
    { when: 'has a role that is not there', hook: { ...toQueue, RoleARN: `${ROLE}-gone` } },
  ])('that $when has the hook refused, which is not put', async ({ hook }) => {
    const { fleet, put } = await notifiedFleet();
    await expect(put(hook)).rejects.toThrow('Unable to publish test message to notification target');
    expect(await fleet.call('autoscaling', 'DescribeLifecycleHooks', named)).toEqual({ LifecycleHooks: [] });
  });

  it('is not reached by a role that trusts another service', async () => {
    const { put } = await notifiedFleet('ec2.amazonaws.com');
    await expect(put(toQueue)).rejects.toThrow(`using IAM role ${ROLE}`);
  });

  it.each([
    { hook: { ...launching, NotificationTargetARN: QUEUE }, says: 'RoleARN is missing' },
    { hook: { ...toQueue, NotificationTargetARN: 'arn:aws:lambda:eu-west-1:123456789012:function:f' }, says: 'SQS' },
  ])('$hook is refused', async ({ hook, says }) => {
    const { put } = await notifiedFleet();
    await expect(put(hook)).rejects.toThrow(says);
  });
});
