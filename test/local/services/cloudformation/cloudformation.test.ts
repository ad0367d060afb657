import { beforeEach, describe, expect, it } from 'vitest';
import { type Cloud, createCloud } from '../../../../local/cloud.ts';
import type { Caller } from '../../../../local/kernel.ts';

const START_MS = Date.UTC(2026, 0, 5, 10);

const queue = (name: string, retention = 600) => ({
  Type: 'AWS::SQS::Queue',
  Properties: { QueueName: name, MessageRetentionPeriod: retention },
});
const body = (Resources: object, more: object = {}): string => JSON.stringify({ Resources, ...more });

describe('CloudFormation', () => {
  let cloud: Cloud;
  const call = (operation: string, input: object, caller: Caller = { kind: 'operator' }) =>
    cloud.kernel.call('cloudformation', operation, { StackName: 'S', ...input }, caller) as Promise<never>;
  /** Plan, carry out, and let it end. */
  const deploy = async (input: object, kind = 'CREATE'): Promise<void> => {
    await call('CreateChangeSet', { ChangeSetName: 'c', ChangeSetType: kind, ...input });
    await call('ExecuteChangeSet', { ChangeSetName: 'c' });
    await cloud.advance(5000);
  };
  const status = async (): Promise<string> =>
    ((await call('DescribeStacks', {})) as { Stacks: { StackStatus: string }[] }).Stacks[0]?.StackStatus ?? '';
  const queues = async (name: string): Promise<boolean> =>
    cloud.call('sqs', 'GetQueueUrl', { QueueName: name }).then(
      () => true,
      () => false,
    );

  beforeEach(() => {
    cloud = createCloud({ seed: 1, startAtMs: START_MS });
  });

  it('plans a stack, makes it while time passes, and tells of each step, newest first', async () => {
    await call('CreateChangeSet', {
      ChangeSetName: 'c',
      ChangeSetType: 'CREATE',
      TemplateBody: body({ Q: queue('a') }),
    });
    expect(await status()).toBe('REVIEW_IN_PROGRESS');
    expect(await call('DescribeChangeSet', { ChangeSetName: 'c' })).toMatchObject({
      Status: 'CREATE_COMPLETE',
      ExecutionStatus: 'AVAILABLE',
      Changes: [{ ResourceChange: { Action: 'Add', LogicalResourceId: 'Q', ResourceType: 'AWS::SQS::Queue' } }],
    });
    await call('ExecuteChangeSet', { ChangeSetName: 'c' });
    expect([await status(), await queues('a')]).toEqual(['CREATE_IN_PROGRESS', false]);
    await cloud.advance(5000);
    expect([await status(), await queues('a')]).toEqual(['CREATE_COMPLETE', true]);
    const { StackEvents } = (await call('DescribeStackEvents', {})) as { StackEvents: { ResourceStatus: string }[] };
    expect(StackEvents.map(({ ResourceStatus }) => ResourceStatus)).toEqual([
      'CREATE_COMPLETE',
      'CREATE_COMPLETE',
      'CREATE_IN_PROGRESS',
      'CREATE_IN_PROGRESS',
    ]);
    expect(await call('ListStackResources', {})).toMatchObject({
      StackResourceSummaries: [{ LogicalResourceId: 'Q', ResourceStatus: 'CREATE_COMPLETE' }],
    });
  });

  it('says what a change would replace, and what it would change in place, and does nothing yet', async () => {
    await deploy({ TemplateBody: body({ A: queue('a'), B: queue('b'), C: queue('c') }) });
    const TemplateBody = body({ A: queue('a', 900), B: queue('other') });
    await call('CreateChangeSet', { ChangeSetName: 'c', TemplateBody });
    expect(await call('DescribeChangeSet', { ChangeSetName: 'c' })).toMatchObject({
      Changes: [
        { ResourceChange: { Action: 'Modify', LogicalResourceId: 'A', Replacement: 'False' } },
        { ResourceChange: { Action: 'Modify', LogicalResourceId: 'B', Replacement: 'True' } },
        { ResourceChange: { Action: 'Remove', LogicalResourceId: 'C' } },
      ],
    });
    expect([await queues('b'), await queues('other'), await queues('c')]).toEqual([true, false, true]);
  });

  it('forgets a change set that is deleted, however often', async () => {
    await call('CreateChangeSet', {
      ChangeSetName: 'c',
      ChangeSetType: 'CREATE',
      TemplateBody: body({ A: queue('a') }),
    });
    await call('DeleteChangeSet', { ChangeSetName: 'c' });
    await call('DeleteChangeSet', { ChangeSetName: 'c' });
    await expect(call('ExecuteChangeSet', { ChangeSetName: 'c' })).rejects.toMatchObject({ code: 'ChangeSetNotFound' });
  });

  it('lists stacks by their state, and describes what is in one', async () => {
    await deploy({ TemplateBody: body({ A: queue('a'), B: queue('b') }) });
    await call('CreateChangeSet', {
      StackName: 'T',
      ChangeSetName: 'c',
      ChangeSetType: 'CREATE',
      TemplateBody: body({ C: queue('c') }),
    });
    expect(await call('ListStacks', { StackStatusFilter: ['CREATE_COMPLETE'] })).toMatchObject({
      StackSummaries: [{ StackName: 'S', StackStatus: 'CREATE_COMPLETE' }],
    });
    const { StackSummaries } = (await call('ListStacks', {})) as { StackSummaries: { StackName: string }[] };
    expect(StackSummaries.map(({ StackName }) => StackName)).toEqual(['S', 'T']);
    expect(await call('DescribeStackResources', { LogicalResourceId: 'B' })).toMatchObject({
      StackResources: [{ LogicalResourceId: 'B', ResourceType: 'AWS::SQS::Queue', ResourceStatus: 'CREATE_COMPLETE' }],
    });
  });

  it('finds no change where there is none, in the words by which clients know it', async () => {
    const TemplateBody = body({ A: queue('a') });
    await deploy({ TemplateBody });
    await call('CreateChangeSet', { ChangeSetName: 'c', TemplateBody });
    expect(await call('DescribeChangeSet', { ChangeSetName: 'c' })).toMatchObject({
      Status: 'FAILED',
      ExecutionStatus: 'UNAVAILABLE',
      StatusReason: expect.stringContaining("didn't contain changes"),
    });
    await expect(call('ExecuteChangeSet', { ChangeSetName: 'c' })).rejects.toMatchObject({
      code: 'InvalidChangeSetStatus',
    });
    await expect(call('UpdateStack', { TemplateBody })).rejects.toThrow('No updates are to be performed.');
  });

  it('rolls back what fails, and says why', async () => {
    await deploy({ TemplateBody: body({ A: queue('a') }) });
    await deploy({ TemplateBody: body({ A: queue('a', 900), B: { Type: 'AWS::Fancy::Thing' } }) }, 'UPDATE');
    expect(await call('DescribeStacks', {})).toMatchObject({
      Stacks: [
        {
          StackStatus: 'UPDATE_ROLLBACK_COMPLETE',
          StackStatusReason: 'S: AWS::Fancy::Thing B: the embedded cloud does not know this type',
        },
      ],
    });
    const QueueUrl = 'https://sqs.eu-west-1.amazonaws.com/123456789012/a';
    expect(await cloud.call('sqs', 'GetQueueAttributes', { QueueUrl, AttributeNames: ['All'] })).toMatchObject({
      Attributes: { MessageRetentionPeriod: '600' },
    });
    const [failed] = ((await call('DescribeStackEvents', {})) as { StackEvents: object[] }).StackEvents.filter(
      (event) => Object.values(event).includes('CREATE_FAILED'),
    );
    expect(failed).toMatchObject({ LogicalResourceId: 'B' });
  });

  it('survives what a service would otherwise end the run for', async () => {
    const table = { Type: 'AWS::DynamoDB::Table', Properties: { GlobalTableWitnesses: [] } };
    await deploy({ TemplateBody: body({ A: table }) });
    expect(await status()).toBe('ROLLBACK_COMPLETE');
    await expect(cloud.advance(1000)).resolves.toBeUndefined();
  });

  it('does not update a stack that was never whole', async () => {
    await deploy({ TemplateBody: body({ B: { Type: 'AWS::Fancy::Thing' } }) });
    expect(await status()).toBe('ROLLBACK_COMPLETE');
    await expect(call('UpdateStack', { TemplateBody: body({ A: queue('a') }) })).rejects.toThrow(
      'is in ROLLBACK_COMPLETE state and can not be updated',
    );
  });

  it('creates, updates and deletes without a change set as well, and forgets the name of what is gone', async () => {
    const { StackId } = (await call('CreateStack', { TemplateBody: body({ A: queue('a') }) })) as { StackId: string };
    await expect(call('UpdateStack', { TemplateBody: body({ B: queue('b') }) })).rejects.toThrow('can not be updated');
    await cloud.advance(5000);
    await call('UpdateStack', { TemplateBody: body({ B: queue('b') }) });
    await cloud.advance(5000);
    expect([await status(), await queues('a'), await queues('b')]).toEqual(['UPDATE_COMPLETE', false, true]);
    await call('DeleteStack', {});
    await cloud.advance(5000);
    expect(await queues('b')).toBe(false);
    await expect(status()).rejects.toThrow('Stack with id S does not exist');
    const byId = await cloud.call('cloudformation', 'DescribeStacks', { StackName: StackId });
    expect(byId).toMatchObject({ Stacks: [{ StackStatus: 'DELETE_COMPLETE' }] });
  });

  it('does not delete a stack that is protected', async () => {
    await deploy({ TemplateBody: body({ A: queue('a') }) });
    await call('UpdateTerminationProtection', { EnableTerminationProtection: true });
    await expect(call('DeleteStack', {})).rejects.toThrow('TerminationProtection is enabled');
  });

  it('takes values of parameters, keeps those before, and hides what is not to be seen', async () => {
    const Parameters = { Name: { Type: 'String' }, Secret: { Type: 'String', NoEcho: true, Default: 'x' } };
    const template = (retention: number) =>
      body(
        { A: { ...queue('a', retention), Properties: { QueueName: { Ref: 'Name' } } }, B: queue('b', retention) },
        { Parameters },
      );
    await deploy({ TemplateBody: template(600), Parameters: [{ ParameterKey: 'Name', ParameterValue: 'given' }] });
    const kept = [{ ParameterKey: 'Name', UsePreviousValue: true }];
    await deploy({ TemplateBody: template(900), Parameters: kept }, 'UPDATE');
    expect([await status(), await queues('given')]).toEqual(['UPDATE_COMPLETE', true]);
    expect(await call('DescribeStacks', {})).toMatchObject({
      Stacks: [
        {
          Parameters: [
            { ParameterKey: 'Name', ParameterValue: 'given' },
            { ParameterKey: 'Secret', ParameterValue: '****' },
          ],
        },
      ],
    });
  });

  it('reads templates in YAML, and gives them back as they came', async () => {
    const TemplateBody =
      'Description: a queue\nResources:\n  A:\n    Type: AWS::SQS::Queue\n    Properties: { QueueName: a }\n';
    await deploy({ TemplateBody });
    expect(await queues('a')).toBe(true);
    expect(await call('GetTemplate', {})).toMatchObject({ TemplateBody });
    expect(await call('GetTemplateSummary', {})).toMatchObject({
      Description: 'a queue',
      ResourceTypes: ['AWS::SQS::Queue'],
    });
  });

  it.each([
    { when: 'it is not JSON', text: '{', message: 'JSON not well-formed' },
    { when: 'it has short forms of functions', text: 'Resources: { A: !Ref B }', message: 'YAML not well-formed' },
    { when: 'it has a macro', text: body({ A: queue('a') }, { Transform: 'x' }), message: 'the section Transform' },
    { when: 'it makes nothing', text: body({}), message: 'At least one Resources member' },
    { when: 'it is a list', text: '- a', message: 'unsupported structure' },
  ])('refuses a template when $when', async ({ text, message }) => {
    await expect(call('ValidateTemplate', { TemplateBody: text })).rejects.toMatchObject({
      code: 'ValidationError',
      message: expect.stringContaining(message),
    });
  });

  it('refuses what would change what is done and is not modelled', async () => {
    await call('CreateChangeSet', {
      ChangeSetName: 'c',
      ChangeSetType: 'CREATE',
      TemplateBody: body({ Q: queue('a') }),
    });
    await expect(call('ExecuteChangeSet', { ChangeSetName: 'c', DisableRollback: true })).rejects.toThrow(
      'does not know DisableRollback of cloudformation:ExecuteChangeSet',
    );
  });

  describe('with roles', () => {
    const trusting = (Principal: object) => ({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal, Action: 'sts:AssumeRole' }],
    });
    const deployer = (...Action: string[]) => ({
      Type: 'AWS::IAM::Role',
      Properties: {
        RoleName: 'deployer',
        AssumeRolePolicyDocument: trusting({ AWS: '123456789012' }),
        Policies: [
          {
            PolicyName: 'p',
            PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] },
          },
        ],
      },
    });
    const executor = (service: string) => ({
      Type: 'AWS::IAM::Role',
      Properties: { RoleName: 'executor', AssumeRolePolicyDocument: trusting({ Service: service }) },
    });
    const RoleARN = 'arn:aws:iam::123456789012:role/executor';
    const asDeployer = { kind: 'role', roleArn: 'arn:aws:iam::123456789012:role/deployer', sessionName: 's' } as const;
    const plan = () =>
      call(
        'CreateChangeSet',
        { ChangeSetName: 'c', ChangeSetType: 'CREATE', RoleARN, TemplateBody: body({ Q: queue('a') }) },
        asDeployer,
      );
    const given = (...resources: object[]) =>
      cloud.deploy({
        stacks: [
          {
            name: 'Roles',
            template: { Resources: Object.fromEntries(resources.map((each, index) => [`R${index}`, each])) } as object,
            tags: {},
          },
        ],
        assetPath: () => '',
      });

    it('plans for who may, and may pass the role that CloudFormation is to act as', async () => {
      await given(deployer('cloudformation:CreateChangeSet', 'iam:PassRole'), executor('cloudformation.amazonaws.com'));
      await expect(plan()).resolves.toMatchObject({ StackId: expect.any(String) });
    });

    it.each([
      { action: 'cloudformation:CreateChangeSet', allowed: ['iam:PassRole'] },
      { action: 'iam:PassRole', allowed: ['cloudformation:CreateChangeSet'] },
    ])('denies who may not $action', async ({ action, allowed }) => {
      await given(deployer(...allowed), executor('cloudformation.amazonaws.com'));
      await expect(plan()).rejects.toMatchObject({
        code: expect.stringContaining('AccessDenied'),
        message: expect.stringContaining(action),
      });
    });

    it('does not act as a role that trusts another service', async () => {
      await given(deployer('cloudformation:*', 'iam:PassRole'), executor('lambda.amazonaws.com'));
      await expect(plan()).rejects.toThrow('cloudformation.amazonaws.com is not authorized');
    });

    it('reads a template in S3 as who hands it in', async () => {
      await given(deployer('cloudformation:*'), { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'b' } });
      await cloud.call('s3', 'PutObject', { Bucket: 'b', Key: 't.json', Body: Buffer.from(body({ Q: queue('a') })) });
      const input = { TemplateURL: 'https://s3.eu-west-1.amazonaws.com/b/t.json' };
      await expect(call('ValidateTemplate', input, asDeployer)).rejects.toThrow('s3:GetObject');
      await expect(call('ValidateTemplate', input)).resolves.toMatchObject({ Capabilities: [] });
    });
  });
});
