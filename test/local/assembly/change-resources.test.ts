import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { TemplateResource } from '../../../local/assembly/template.ts';
import { type Cloud, createCloud } from '../../../local/cloud.ts';

const folder = mkdtempSync(join(tmpdir(), 'change-resources-'));
afterAll(() => rmSync(folder, { recursive: true }));

const writeCode = (key: string, body: string): void => {
  mkdirSync(join(folder, key));
  writeFileSync(join(folder, key, 'index.js'), `exports.handler = async () => { ${body} };`);
};

const START_MS = Date.UTC(2026, 0, 5, 10);
const MINUTE_MS = 60_000;

/** A stack, and what it becomes. */
const stackOf = async (Resources: Record<string, TemplateResource>) => {
  const cloud = createCloud({ seed: 1, startAtMs: START_MS });
  const become = async (changed: Record<string, TemplateResource>): Promise<void> => {
    await cloud.deploy({
      stacks: [{ name: 'S', template: { Resources: changed }, tags: {} }],
      assetPath: (key) => join(folder, key),
    });
  };
  await become(Resources);
  return { cloud, become };
};

const resource = (Type: string, Properties: Record<string, unknown>): TemplateResource => ({ Type, Properties });
const allow = (Action: string) => ({ Effect: 'Allow', Action, Resource: '*' });
const policy = (...Statement: object[]) => ({ Version: '2012-10-17', Statement });
const trusting = (Service: string) => policy({ Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole' });
const role = (...statements: object[]): TemplateResource =>
  resource('AWS::IAM::Role', {
    RoleName: 'worker',
    AssumeRolePolicyDocument: trusting('lambda.amazonaws.com'),
    Policies: [{ PolicyName: 'own', PolicyDocument: policy(...statements) }],
  });
const asWorker = { kind: 'role', roleArn: 'arn:aws:iam::123456789012:role/worker', sessionName: 's' } as const;
const may = (cloud: Cloud, service: string, operation: string): Promise<boolean> =>
  cloud.kernel.call(service, operation, {}, asWorker).then(
    () => true,
    () => false,
  );

it('every type of resource can be deleted', () => {
  const { providers } = createCloud({ seed: 1, startAtMs: START_MS });
  expect(providers.length).toBeGreaterThan(40);
  expect(providers.filter((provider) => provider.delete === undefined).map(({ type }) => type)).toEqual([]);
});

const functionOf = (key: string): Record<string, TemplateResource> => ({
  Role: role(allow('logs:*')),
  Logs: resource('AWS::Logs::LogGroup', { LogGroupName: 'work' }),
  Work: resource('AWS::Lambda::Function', {
    FunctionName: 'work',
    Code: { S3Bucket: 'assets', S3Key: key },
    Handler: 'index.handler',
    Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
    Runtime: 'nodejs24.x',
    LoggingConfig: { LogGroup: { Ref: 'Logs' } },
  }),
  MayInvoke: resource('AWS::Lambda::Permission', {
    Action: 'lambda:InvokeFunction',
    FunctionName: { 'Fn::GetAtt': ['Work', 'Arn'] },
    Principal: 'events.amazonaws.com',
  }),
});

describe('a changed', () => {
  it('role may what it now may, and keeps the policies that others attached', async () => {
    const attached = resource('AWS::IAM::Policy', {
      PolicyName: 'more',
      Roles: [{ Ref: 'Role' }],
      PolicyDocument: policy(allow('autoscaling:Describe*')),
    });
    const { cloud, become } = await stackOf({ Role: role(allow('dynamodb:ListTables')), More: attached });
    await become({ Role: role(allow('cloudwatch:DescribeAlarms')), More: attached });
    expect(await may(cloud, 'dynamodb', 'ListTables')).toBe(false);
    expect(await may(cloud, 'monitoring', 'DescribeAlarms')).toBe(true);
    expect(await may(cloud, 'autoscaling', 'DescribeAutoScalingGroups')).toBe(true);
    await become({ Role: role(allow('cloudwatch:DescribeAlarms')) });
    expect(await may(cloud, 'autoscaling', 'DescribeAutoScalingGroups')).toBe(false);
  });

  it('schedule goes by its new expression only', async () => {
    const queue = resource('AWS::SQS::Queue', { QueueName: 'ticks' });
    const sender = resource('AWS::IAM::Role', {
      AssumeRolePolicyDocument: trusting('scheduler.amazonaws.com'),
      Policies: [{ PolicyName: 'own', PolicyDocument: policy(allow('sqs:SendMessage')) }],
    });
    const every = (minutes: number): Record<string, TemplateResource> => ({
      Queue: queue,
      Sender: sender,
      Tick: resource('AWS::Scheduler::Schedule', {
        ScheduleExpression: `rate(${minutes} minute${minutes === 1 ? '' : 's'})`,
        FlexibleTimeWindow: { Mode: 'OFF' },
        Target: { Arn: { 'Fn::GetAtt': ['Queue', 'Arn'] }, RoleArn: { 'Fn::GetAtt': ['Sender', 'Arn'] } },
      }),
    });
    const { cloud, become } = await stackOf(every(1));
    await become(every(10));
    await cloud.advance(20 * MINUTE_MS - 1);
    const sent = cloud.journal.entries.filter(({ kind }) => kind === 'delivery');
    expect(sent.map(({ atMs }) => (atMs - START_MS) / MINUTE_MS)).toEqual([0, 10]);
  });

  it('rule is no longer what it was, and one that is gone delivers nothing', async () => {
    const queue = resource('AWS::SQS::Queue', { QueueName: 'letters' });
    const open = resource('AWS::SQS::QueuePolicy', {
      Queues: [{ Ref: 'Queue' }],
      PolicyDocument: policy({ ...allow('sqs:SendMessage'), Principal: '*' }),
    });
    const rule = (source: string): TemplateResource =>
      resource('AWS::Events::Rule', {
        EventPattern: { source: [source] },
        Targets: [{ Id: 'q', Arn: { 'Fn::GetAtt': ['Queue', 'Arn'] } }],
      });
    const { cloud, become } = await stackOf({ Queue: queue, Open: open, Rule: rule('old') });
    const put = async (Source: string): Promise<void> => {
      await cloud.call('events', 'PutEvents', { Entries: [{ Source, DetailType: 'x', Detail: '{}' }] });
      await cloud.advance(1000);
    };
    const waiting = async (): Promise<unknown> => {
      const QueueUrl = 'https://sqs.eu-west-1.amazonaws.com/123456789012/letters';
      const AttributeNames = ['ApproximateNumberOfMessages'];
      const answer = await cloud.call('sqs', 'GetQueueAttributes', { QueueUrl, AttributeNames });
      return (answer as { Attributes: Record<string, string> }).Attributes['ApproximateNumberOfMessages'];
    };
    await put('old');
    await become({ Queue: queue, Open: open, Rule: rule('new') });
    await put('old');
    expect(await waiting()).toBe('1');
    await put('new');
    expect(await waiting()).toBe('2');
    await become({ Queue: queue, Open: open });
    await put('new');
    expect(await waiting()).toBe('2');
  });

  it('alarm keeps its state, and one that is gone is evaluated no more', async () => {
    const alarm = (Threshold: number): TemplateResource =>
      resource('AWS::CloudWatch::Alarm', {
        AlarmName: 'load',
        Namespace: 'me',
        MetricName: 'x',
        Statistic: 'Sum',
        Period: 60,
        EvaluationPeriods: 1,
        ComparisonOperator: 'GreaterThanThreshold',
        Threshold,
        TreatMissingData: 'ignore',
      });
    const other = resource('AWS::SQS::Queue', {});
    const { cloud, become } = await stackOf({ Alarm: alarm(1), Other: other });
    await cloud.call('monitoring', 'SetAlarmState', { AlarmName: 'load', StateValue: 'ALARM', StateReason: 'x' });
    await become({ Alarm: alarm(2), Other: other });
    const described = await cloud.call('monitoring', 'DescribeAlarms', {});
    expect(described).toMatchObject({ MetricAlarms: [{ Threshold: 2, StateValue: 'ALARM' }] });
    await become({ Other: other });
    await cloud.call('monitoring', 'PutMetricData', { Namespace: 'me', MetricData: [{ MetricName: 'x', Value: 0 }] });
    await cloud.advance(3 * MINUTE_MS);
    expect(cloud.journal.entries.filter(({ kind }) => kind === 'alarm')).toHaveLength(1);
  });

  it('queue keeps its messages, and a table its items', async () => {
    const resources = (retention: number, isProtected: boolean): Record<string, TemplateResource> => ({
      Queue: resource('AWS::SQS::Queue', { QueueName: 'letters', MessageRetentionPeriod: retention }),
      Table: resource('AWS::DynamoDB::Table', {
        TableName: 'items',
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        DeletionProtectionEnabled: isProtected,
      }),
    });
    const { cloud, become } = await stackOf(resources(600, false));
    const QueueUrl = 'https://sqs.eu-west-1.amazonaws.com/123456789012/letters';
    await cloud.call('sqs', 'SendMessage', { QueueUrl, MessageBody: 'hello' });
    await cloud.call('dynamodb', 'PutItem', { TableName: 'items', Item: { id: { S: 'a' } } });
    await become(resources(900, true));
    expect(await cloud.call('sqs', 'ReceiveMessage', { QueueUrl })).toMatchObject({ Messages: [{ Body: 'hello' }] });
    expect(await cloud.call('dynamodb', 'Scan', { TableName: 'items' })).toMatchObject({ Count: 1 });
    await become({ Queue: resources(900, true)['Queue'] as TemplateResource });
    expect(await cloud.call('dynamodb', 'ListTables', {})).toEqual({ TableNames: ['items'] });
  });

  it('state machine runs by its new definition, and keeps its executions', async () => {
    const machine = (state: string): Record<string, TemplateResource> => ({
      Role: resource('AWS::IAM::Role', { AssumeRolePolicyDocument: trusting('states.amazonaws.com') }),
      Machine: resource('AWS::StepFunctions::StateMachine', {
        StateMachineName: 'work',
        RoleArn: { 'Fn::GetAtt': ['Role', 'Arn'] },
        DefinitionString: JSON.stringify({ StartAt: state, States: { [state]: { Type: 'Succeed' } } }),
      }),
    });
    const { cloud, become } = await stackOf(machine('Old'));
    const arn = 'arn:aws:states:eu-west-1:123456789012:stateMachine:work';
    const run = async (name: string): Promise<unknown> => {
      await cloud.call('states', 'StartExecution', { stateMachineArn: arn, name });
      await cloud.advance(1000);
      const executionArn = `${arn.replace('stateMachine', 'execution')}:${name}`;
      const { events } = (await cloud.call('states', 'GetExecutionHistory', { executionArn })) as {
        events: { stateEnteredEventDetails?: { name: string } }[];
      };
      return events.flatMap(({ stateEnteredEventDetails: entered }) => entered?.name ?? []);
    };
    expect(await run('one')).toEqual(['Old']);
    await become(machine('New'));
    expect(await run('two')).toEqual(['New']);
    expect(await cloud.call('states', 'ListExecutions', { stateMachineArn: arn })).toMatchObject({
      executions: [{ name: 'two' }, { name: 'one' }],
    });
  });

  it('function runs its new code, and keeps who may invoke it', async () => {
    for (const word of ['old', 'new']) writeCode(word, `return '${word}'`);
    const { cloud, become } = await stackOf(functionOf('old'));
    const invoke = async (): Promise<string> => {
      const answering = cloud.call('lambda', 'Invoke', { FunctionName: 'work' });
      await cloud.advance(1000);
      return Buffer.from(((await answering) as { Payload: Uint8Array }).Payload).toString();
    };
    expect(await invoke()).toBe('"old"');
    await become(functionOf('new'));
    expect(await invoke()).toBe('"new"');
    expect(cloud.lambda.model.find('work').policy.Statement).toHaveLength(1);
  });
});

it('an event that waits for its second try is tried with the code of that time', async () => {
  writeCode('broken', "throw new Error('broken')");
  writeCode('mended', "return 'mended'");
  const { cloud, become } = await stackOf(functionOf('broken'));
  await cloud.call('lambda', 'Invoke', { FunctionName: 'work', InvocationType: 'Event' });
  await cloud.advance(1000);
  await become(functionOf('mended'));
  await cloud.advance(10 * MINUTE_MS);
  const { invocation, 'function-error': errors } = cloud.journal.counts();
  expect([invocation, errors]).toEqual([{ work: 2 }, { work: 1 }]);
});

describe('an Auto Scaling group behind a load balancer', () => {
  const resources = (bounds: object, seconds: number): Record<string, TemplateResource> => ({
    Network: resource('AWS::EC2::VPC', { CidrBlock: '10.0.0.0/16' }),
    Subnet: resource('AWS::EC2::Subnet', {
      VpcId: { Ref: 'Network' },
      CidrBlock: '10.0.0.0/24',
      AvailabilityZone: 'eu-west-1a',
    }),
    Balancer: resource('AWS::ElasticLoadBalancingV2::LoadBalancer', { Name: 'web', Subnets: [{ Ref: 'Subnet' }] }),
    Targets: resource('AWS::ElasticLoadBalancingV2::TargetGroup', {
      Name: 'web',
      VpcId: { Ref: 'Network' },
      Port: 80,
      HealthCheckIntervalSeconds: seconds,
    }),
    Listener: resource('AWS::ElasticLoadBalancingV2::Listener', {
      LoadBalancerArn: { Ref: 'Balancer' },
      DefaultActions: [{ Type: 'forward', TargetGroupArn: { Ref: 'Targets' } }],
    }),
    Template: resource('AWS::EC2::LaunchTemplate', { LaunchTemplateData: { InstanceType: 't4g.nano' } }),
    Group: resource('AWS::AutoScaling::AutoScalingGroup', {
      AutoScalingGroupName: 'web',
      VPCZoneIdentifier: [{ Ref: 'Subnet' }],
      TargetGroupARNs: [{ Ref: 'Targets' }],
      LaunchTemplate: {
        LaunchTemplateId: { Ref: 'Template' },
        Version: { 'Fn::GetAtt': ['Template', 'LatestVersionNumber'] },
      },
      ...bounds,
    }),
  });
  const groupOf = (cloud: Cloud) => cloud.autoscaling.group('web');

  it('changes its bounds and its checks with its members in place', async () => {
    const { cloud, become } = await stackOf(resources({ MinSize: 2, MaxSize: 4 }, 30));
    await cloud.advance(10 * MINUTE_MS);
    const members = [...(groupOf(cloud)?.members.keys() ?? [])];
    await become(resources({ MinSize: 3, MaxSize: 6 }, 10));
    await cloud.advance(10 * MINUTE_MS);
    expect(groupOf(cloud)).toMatchObject({ min: 3, max: 6, desired: 3 });
    expect([...(groupOf(cloud)?.members.keys() ?? [])]).toEqual([...members, expect.any(String)]);
    const [targets] = [...cloud.elbv2.targetGroups()];
    expect(targets?.healthCheck.intervalSeconds).toBe(10);
  });

  it('goes with its instances, and its target group with its targets', async () => {
    const { cloud, become } = await stackOf(resources({ MinSize: 2, MaxSize: 4 }, 30));
    await cloud.advance(10 * MINUTE_MS);
    const { Network } = resources({}, 30);
    await become({ Network: Network as TemplateResource });
    await cloud.advance(20 * MINUTE_MS);
    expect(groupOf(cloud)).toBeUndefined();
    expect([...cloud.ec2.instances()].map(({ state }) => state)).toEqual(['terminated', 'terminated']);
    expect([[...cloud.elbv2.targetGroups()], [...cloud.elbv2.loadBalancers.keys()]]).toEqual([[], []]);
  });
});
