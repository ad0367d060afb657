import { describe, expect, it } from 'vitest';
import type { TemplateResource } from '../../../../local/assembly/template.ts';
import type { Caller } from '../../../../local/kernel.ts';
import { grantsOf } from '../../../../local/services/iam/grants.ts';
import { ACCOUNT, asRole, createSmallCloud, REGION, role, roleArn } from '../../assembly/small-cloud.ts';

const QUEUE = `arn:aws:sqs:${REGION}:${ACCOUNT}:letters`;
const send = { QueueUrl: `https://sqs.${REGION}.amazonaws.com/${ACCOUNT}/letters`, MessageBody: 'x' };
const queue = { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'letters' } };

describe('a role calls', () => {
  it('what its inline policy allows', async () => {
    const cloud = createSmallCloud();
    const statement = { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: QUEUE };
    await cloud.deploy({ Role: role('lambda.amazonaws.com', [statement]), Queue: queue });
    await expect(cloud.call('sqs', 'SendMessage', send, asRole())).resolves.toHaveProperty('MessageId');
  });

  it('what a policy attached later allows', async () => {
    const cloud = createSmallCloud();
    await cloud.deploy({ Role: role('lambda.amazonaws.com', []), Queue: queue });
    await expect(cloud.call('sqs', 'SendMessage', send, asRole())).rejects.toThrow('not authorized');
    await cloud.deploy({
      Policy: {
        Type: 'AWS::IAM::Policy',
        Properties: {
          PolicyName: 'later',
          Roles: ['worker'],
          PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sqs:*', Resource: '*' }] },
        },
      },
    });
    await expect(cloud.call('sqs', 'SendMessage', send, asRole())).resolves.toHaveProperty('MessageId');
  });

  it('GetCallerIdentity without any permission, and is told who it is', async () => {
    const cloud = createSmallCloud();
    await cloud.deploy({ Role: role('lambda.amazonaws.com', []) });
    expect(await cloud.call('sts', 'GetCallerIdentity', {}, asRole())).toMatchObject({
      Account: ACCOUNT,
      Arn: expect.stringContaining(`arn:aws:sts::${ACCOUNT}:assumed-role/worker/`),
    });
  });

  it('nothing else: the denial is in the words of AWS, and in the journal with role, action and resource', async () => {
    const cloud = createSmallCloud();
    await cloud.deploy({ Role: role('lambda.amazonaws.com', []), Queue: queue });
    await expect(cloud.call('sqs', 'SendMessage', send, asRole())).rejects.toMatchObject({
      code: 'AccessDenied',
      message:
        `User: arn:aws:sts::${ACCOUNT}:assumed-role/worker/session is not authorized to perform: sqs:SendMessage ` +
        `on resource: ${QUEUE} because no identity-based policy allows the sqs:SendMessage action`,
    });
    expect(cloud.noted('denied')).toMatchObject([
      { subject: 'sqs:SendMessage', detail: { role: roleArn(), resource: QUEUE } },
    ]);
  });

  it('nothing at all when the role does not exist', async () => {
    const cloud = createSmallCloud();
    await cloud.deploy({ Queue: queue });
    await expect(cloud.call('sqs', 'SendMessage', send, asRole('nobody'))).rejects.toThrow(
      'assumed-role/nobody/session',
    );
  });

  it('what a service keeps of its allowances, until it has not been used for so long', async () => {
    const cloud = createSmallCloud();
    const { clock } = cloud.kernel;
    const endsAt = new Date(clock.nowMs + 60_000).toISOString();
    const Condition = { DateLessThan: { 'aws:CurrentTime': endsAt } };
    const statement = { Effect: 'Allow', Action: 'sqs:*', Resource: '*', Condition };
    await cloud.deploy({ Role: role('lambda.amazonaws.com', [statement]) });
    const use = (action: string): string => {
      try {
        cloud.iam.authorizer.check(asRole(), { action, resource: QUEUE, kept: { name: 'letters', idleMs: 300_000 } });
        return 'allowed';
      } catch {
        return 'denied';
      }
    };
    expect(use('sqs:SendMessage')).toBe('allowed');
    await clock.advance(299_000);
    expect([use('sqs:SendMessage'), use('sqs:PurgeQueue')]).toEqual(['allowed', 'denied']);
    await clock.advance(299_000);
    expect(use('sqs:SendMessage')).toBe('allowed');
    await clock.advance(300_000);
    expect(use('sqs:SendMessage')).toBe('denied');
  });

  it.each([
    ['dynamodb:GetItem', 'AccessDeniedException', 400],
    ['autoscaling:SetDesiredCapacity', 'AccessDenied', 403],
    ['ec2:DescribeInstances', 'UnauthorizedOperation', 403],
  ])('and a denied %s is a %s', (action, code, status) => {
    const { iam } = createSmallCloud();
    expect(() => iam.authorizer.check(asRole(), { action, resource: '*' })).toThrow(
      expect.objectContaining({ code, status }),
    );
  });
});

describe('a role is taken', () => {
  it('by the service that its trust policy names', async () => {
    const cloud = createSmallCloud();
    await cloud.deploy({ Role: role('lambda.amazonaws.com', []) });
    expect(() => cloud.iam.assumeRole('lambda.amazonaws.com', roleArn())).not.toThrow();
  });

  it.each([
    ['another service', 'states.amazonaws.com', 'worker'],
    ['anybody when it does not exist', 'lambda.amazonaws.com', 'nobody'],
  ])('not by %s', async (_, service, name) => {
    const cloud = createSmallCloud();
    await cloud.deploy({ Role: role('lambda.amazonaws.com', []) });
    expect(() => cloud.iam.assumeRole(service, roleArn(name))).toThrow(
      `User: ${service} is not authorized to perform: sts:AssumeRole`,
    );
    expect(cloud.noted('denied')).toHaveLength(1);
  });
});

describe('a role that trusts a service for some sources only, against confused deputies,', () => {
  const arnOf = (machine: string): string => `arn:aws:states:${REGION}:${ACCOUNT}:stateMachine:${machine}`;
  const trustFor = (machine: string, account: string): TemplateResource =>
    role('states.amazonaws.com', [], 'worker', {
      ArnLike: { 'aws:SourceArn': arnOf(machine) },
      StringEquals: { 'aws:SourceAccount': account },
    });
  const take = async (trust: TemplateResource, sourceArn = arnOf('scale-tier')): Promise<unknown> => {
    const cloud = createSmallCloud();
    await cloud.deploy({ Role: trust });
    const input = { RoleArn: roleArn(), RoleSessionName: 'run' };
    const caller: Caller = { kind: 'service', service: 'states.amazonaws.com', sourceArn };
    return cloud.call('sts', 'AssumeRole', input, caller);
  };

  it('is not taken for a source in another account', async () => {
    const trust = role('states.amazonaws.com', [], 'worker', { StringEquals: { 'aws:SourceAccount': ACCOUNT } });
    await expect(take(trust)).resolves.toHaveProperty('AssumedRoleUser');
    const foreign = arnOf('scale-tier').replace(ACCOUNT, '999999999999');
    await expect(take(trust, foreign)).rejects.toThrow('not authorized to perform: sts:AssumeRole');
  });

  it('is not taken by a service that names no source, as Lambda does', async () => {
    const cloud = createSmallCloud();
    const Condition = { StringEquals: { 'aws:SourceAccount': ACCOUNT } };
    await cloud.deploy({ Role: role('lambda.amazonaws.com', [], 'worker', Condition) });
    expect(() => cloud.iam.assumeRole('lambda.amazonaws.com', roleArn())).toThrow('sts:AssumeRole');
  });

  it.each([
    { source: 'its own state machine', machine: 'scale-tier', account: ACCOUNT },
    { source: 'any of the account', machine: '*', account: ACCOUNT },
  ])('is taken for $source', async ({ machine, account }) => {
    await expect(take(trustFor(machine, account))).resolves.toHaveProperty('AssumedRoleUser');
  });

  it.each([
    { source: 'another state machine', machine: 'heal-instance', account: ACCOUNT },
    { source: 'another account', machine: '*', account: '999999999999' },
  ])('is not taken when it trusts $source', async ({ machine, account }) => {
    await expect(take(trustFor(machine, account))).rejects.toThrow('not authorized to perform: sts:AssumeRole');
  });
});

describe('a template is refused', () => {
  it('when a policy has something that is not evaluated, with type and logical id', async () => {
    const statement = {
      Effect: 'Allow',
      Action: '*',
      Resource: '*',
      Condition: { IpAddress: { 'aws:SourceArn': 'x' } },
    };
    await expect(createSmallCloud().deploy({ Worker: role('lambda.amazonaws.com', [statement]) })).rejects.toThrow(
      'AWS::IAM::Role Worker, policy inline, statement 1 has the condition operator IpAddress',
    );
  });

  it('when a role has a managed policy that is not in it', async () => {
    const resource = role('lambda.amazonaws.com', []);
    const Properties = { ...resource.Properties, ManagedPolicyArns: ['arn:aws:iam::aws:policy/PowerUserAccess'] };
    await expect(createSmallCloud().deploy({ Worker: { ...resource, Properties } })).rejects.toThrow('PowerUserAccess');
  });
});

describe('what has been used of the policies', () => {
  it('is known by statement and action', async () => {
    const cloud = createSmallCloud();
    const statements = [
      { Effect: 'Allow', Action: 'sqs:ReceiveMessage', Resource: QUEUE },
      { Effect: 'Allow', Action: ['sqs:SendMessage', 'sqs:DeleteMessage'], Resource: QUEUE },
    ];
    await cloud.deploy({ Role: role('lambda.amazonaws.com', statements), Queue: queue });
    await cloud.call('sqs', 'SendMessage', send, asRole());
    await expect(cloud.call('sqs', 'PurgeQueue', send, asRole())).rejects.toThrow('not authorized');
    expect([...grantsOf(cloud.kernel)]).toEqual([
      ['AWS::IAM::Role Role, policy inline, statement 2', new Set(['sqs:SendMessage'])],
    ]);
  });
});
