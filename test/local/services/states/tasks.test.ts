import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { AwsError } from '../../../../local/kernel.ts';
import { newStates, oneState, ROLE_ARN, type TestCloud } from './new-states.ts';

type Runs = Parameters<TestCloud['addService']>[2];

interface Given {
  readonly state: object;
  readonly service?: string;
  readonly prefix?: string;
  readonly runs?: Runs;
  readonly isTrusted?: boolean;
}

/** Run a state machine of one task against a service. */
const runTask = async ({ state, service = 'dynamodb', prefix = 'DynamoDb', runs = {}, isTrusted = true }: Given) => {
  const cloud = newStates();
  cloud.isTrusted = isTrusted;
  cloud.addService(service, prefix, runs);
  const stateMachineArn = cloud.create(oneState({ Type: 'Task', ...state }));
  const { executionArn }: { executionArn: string } = await cloud.call('StartExecution', {
    stateMachineArn,
    name: 'run',
  });
  await cloud.kernel.clock.advance(3_600_000);
  return { cloud, execution: cloud.states.model.execution(executionArn) };
};

describe('aws-sdk integrations', () => {
  it('call the operation as the role of the state machine', async () => {
    const seen: unknown[] = [];
    const runs: Runs = { GetItem: (input, caller) => void seen.push(input, caller) };
    const { cloud } = await runTask({
      state: { Resource: 'arn:aws:states:::aws-sdk:dynamodb:getItem', Arguments: { TableName: 't' } },
      runs,
    });
    expect(seen).toEqual([{ TableName: 't' }, { kind: 'role', roleArn: ROLE_ARN, sessionName: 'run' }]);
    expect(cloud.asked).toEqual([{ action: 'dynamodb:GetItem', resource: '*' }]);
  });

  it('take that role as Step Functions, on behalf of the state machine', async () => {
    const { cloud } = await runTask({
      state: { Resource: 'arn:aws:states:::aws-sdk:dynamodb:getItem' },
      runs: { GetItem: () => ({}) },
    });
    const sourceArn = 'arn:aws:states:eu-west-1:123456789012:stateMachine:machine';
    expect(cloud.taken).toEqual([
      {
        caller: { kind: 'service', service: 'states.amazonaws.com', sourceArn },
        input: { RoleArn: ROLE_ARN, RoleSessionName: 'run' },
      },
    ]);
  });

  it('fail for want of permissions, without a call, when the role does not trust Step Functions', async () => {
    const { cloud, execution } = await runTask({
      state: { Resource: 'arn:aws:states:::aws-sdk:dynamodb:getItem' },
      runs: { GetItem: () => ({}) },
      isTrusted: false,
    });
    expect(execution).toMatchObject({
      status: 'FAILED',
      error: 'States.Permissions',
      cause: 'not authorized to perform: sts:AssumeRole',
    });
    expect(cloud.asked).toEqual([]);
  });

  it('give times as ISO 8601 and bytes as base64, and leave out what is undefined', async () => {
    const answer = { At: new Date('2026-01-05T10:00:00Z'), Data: new Uint8Array([1, 2]), Missing: undefined, N: [1] };
    const { execution } = await runTask({
      state: { Resource: 'arn:aws:states:::aws-sdk:dynamodb:getItem' },
      runs: { GetItem: () => answer },
    });
    expect(execution.output).toEqual({ At: '2026-01-05T10:00:00.000Z', Data: 'AQI=', N: [1] });
  });

  it.each([
    // The ETags are recorded: they are the MD5 of what AWS wrote.
    { body: { Dict: 'Value' }, eTag: '49e31cee5aec8faf3345893addb14346' },
    { body: ['List', 'Data'], eTag: '6b23860357f6e63a0272b7f1143a663a' },
    { body: false, eTag: '68934a3e9455fa72420237eb05902327' },
    { body: 0, eTag: 'cfcd208495d565ef66e7dff9f98764da' },
  ])('write $body to S3 as AWS does', async ({ body, eTag }) => {
    const seen: { readonly Body: Uint8Array }[] = [];
    await runTask({
      state: { Resource: 'arn:aws:states:::aws-sdk:s3:putObject', Arguments: { Bucket: 'b', Key: 'k', Body: body } },
      service: 's3',
      prefix: 'S3',
      runs: { PutObject: (input) => void seen.push(input) },
    });
    expect(seen.map(({ Body }) => createHash('md5').update(Body).digest('hex'))).toEqual([eTag]);
  });

  it('take times as ISO 8601, for the members that are times', async () => {
    const seen: unknown[] = [];
    await runTask({
      state: {
        Resource: 'arn:aws:states:::aws-sdk:cloudwatch:getMetricData',
        Arguments: { StartTime: '2026-01-05T10:00:00Z', Label: '2026-01-05T10:00:00Z' },
      },
      service: 'cloudwatch',
      prefix: 'CloudWatch',
      runs: { GetMetricData: (input) => void seen.push(input) },
    });
    expect(seen).toEqual([{ StartTime: new Date('2026-01-05T10:00:00Z'), Label: '2026-01-05T10:00:00Z' }]);
  });

  it('of Step Functions itself have members in Pascal case', async () => {
    const { execution } = await runTask({
      state: {
        Resource: 'arn:aws:states:::aws-sdk:sfn:describeExecution',
        Arguments: { ExecutionArn: '{% $states.context.Execution.Id %}' },
      },
    });
    expect(execution.output).toMatchObject({ Status: 'RUNNING', Name: 'run' });
  });

  it.each([
    { code: 'ConditionalCheckFailedException', error: 'DynamoDb.ConditionalCheckFailedException' },
    { code: 'ValidationException', error: 'DynamoDb.DynamoDbException' },
    { code: 'AccessDeniedException', error: 'DynamoDb.DynamoDbException' },
    {
      service: 'autoscaling',
      prefix: 'AutoScaling',
      code: 'ScalingActivityInProgress',
      error: 'AutoScaling.ScalingActivityInProgressException',
    },
    {
      service: 'autoscaling',
      prefix: 'AutoScaling',
      code: 'ValidationError',
      error: 'AutoScaling.AutoScalingException',
    },
    { service: 'ec2', prefix: 'Ec2', code: 'InvalidInstanceID.NotFound', error: 'Ec2.Ec2Exception' },
    { service: 'rds', prefix: 'Rds', code: 'DBInstanceNotFoundFault', error: 'Rds.DbInstanceNotFoundException' },
  ])('report $code as $error', async ({ code, error, ...service }) => {
    const refuse = (): never => {
      throw new AwsError(code, 'It does not work.', 400);
    };
    const { execution } = await runTask({
      state: { Resource: `arn:aws:states:::aws-sdk:${service.service ?? 'dynamodb'}:putItem` },
      ...service,
      runs: { PutItem: refuse },
    });
    expect(execution.error).toBe(error);
    const name = service.prefix ?? 'DynamoDb';
    expect(execution.cause).toMatch(
      new RegExp(
        `^It does not work\\. \\(Service: ${name}, Status Code: 400, Request ID: [0-9a-f-]{36}\\) \\(SDK Attempt Count: 1\\)$`,
      ),
    );
  });

  it('end the run of the cloud when it does not know the operation', async () => {
    const run = runTask({ state: { Resource: 'arn:aws:states:::aws-sdk:dynamodb:getItem' } });
    await expect(run).rejects.toThrow('does not know dynamodb:GetItem');
  });

  it('end the run of the cloud when it does not know the service', async () => {
    const run = runTask({ state: { Resource: 'arn:aws:states:::aws-sdk:acmpca:getPolicy' } });
    await expect(run).rejects.toThrow('has no service "acmpca"');
  });
});

describe('optimized integrations', () => {
  it('word their errors in the way of the older SDK', async () => {
    const refuse = (): never => {
      throw new AwsError('ResourceNotFoundException', 'Requested resource not found');
    };
    const { execution } = await runTask({
      state: { Resource: 'arn:aws:states:::dynamodb:putItem', Arguments: { TableName: 't' } },
      runs: { PutItem: refuse },
    });
    expect(execution.error).toBe('DynamoDB.ResourceNotFoundException');
    expect(execution.cause).toContain('(Service: AmazonDynamoDBv2; Status Code: 400; Error Code: ResourceNotFound');
  });

  it('of EventBridge send details as text, name the execution, and fail when an entry is not taken', async () => {
    const seen: unknown[] = [];
    const putEvents = (input: unknown): unknown => {
      seen.push(input);
      return { FailedEntryCount: 1, Entries: [{ ErrorCode: 'MalformedDetail' }] };
    };
    const { execution } = await runTask({
      state: {
        Resource: 'arn:aws:states:::events:putEvents',
        Arguments: { Entries: [{ Source: 'rubato', DetailType: 'x', Detail: { a: 1 } }] },
      },
      service: 'events',
      prefix: 'EventBridge',
      runs: { PutEvents: putEvents },
    });
    const { stateMachineArn, arn } = execution.identity;
    const entry = { Source: 'rubato', DetailType: 'x', Detail: '{"a":1}', Resources: [arn, stateMachineArn] };
    expect(seen).toEqual([{ Entries: [entry] }]);
    expect(execution).toMatchObject({
      error: 'EventBridge.FailedEntry',
      cause: '{"Entries":[{"ErrorCode":"MalformedDetail"}],"FailedEntryCount":1}',
    });
  });
});

describe('Lambda functions', () => {
  const answering = (payload: unknown, functionError?: string): Runs => ({
    Invoke: () => ({
      StatusCode: 200,
      ExecutedVersion: '$LATEST',
      Payload: Buffer.from(JSON.stringify(payload)),
      ...(functionError === undefined ? {} : { FunctionError: functionError }),
    }),
  });
  const invoke = (runs: Runs) =>
    runTask({
      state: { Resource: 'arn:aws:states:::lambda:invoke', Arguments: { FunctionName: 'f', Payload: { a: 1 } } },
      service: 'lambda',
      prefix: 'Lambda',
      runs,
    });

  it('get their payload as JSON and give it parsed', async () => {
    const { execution } = await invoke({
      Invoke: ({ Payload: payload }: { Payload: Uint8Array }) => ({ StatusCode: 200, Payload: payload }),
    });
    expect(execution.output).toMatchObject({ Payload: { a: 1 }, StatusCode: 200, ExecutedVersion: '$LATEST' });
  });

  it('name their errors by errorType', async () => {
    const { execution } = await invoke(answering({ errorType: 'StaleTier', errorMessage: 'old' }, 'Unhandled'));
    expect(execution).toMatchObject({ error: 'StaleTier', cause: '{"errorType":"StaleTier","errorMessage":"old"}' });
  });

  it('whose ARN is the resource give their result alone', async () => {
    const { execution } = await runTask({
      state: { Resource: 'arn:aws:lambda:eu-west-1:123456789012:function:f' },
      service: 'lambda',
      prefix: 'Lambda',
      runs: answering([1, 2]),
    });
    expect(execution.output).toEqual([1, 2]);
  });

  it('answer a task token by SendTaskSuccess', async () => {
    const cloud = newStates();
    let payload: Uint8Array = new Uint8Array();
    cloud.addService('lambda', 'Lambda', {
      Invoke: (input: { Payload: Uint8Array }) => {
        payload = input.Payload;
        return { StatusCode: 200, Payload: Buffer.from('null') };
      },
    });
    const definition = oneState({
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
      Arguments: { FunctionName: 'f', Payload: { token: '{% $states.context.Task.Token %}' } },
    });
    const { executionArn } = await cloud.call('StartExecution', { stateMachineArn: cloud.create(definition) });
    await cloud.kernel.clock.advance(60_000);
    const { token } = JSON.parse(Buffer.from(payload).toString()) as { token: string };
    await cloud.call('SendTaskSuccess', { taskToken: token, output: '{"done":true}' });
    await cloud.kernel.clock.advance(0);
    expect(await cloud.call('DescribeExecution', { executionArn })).toMatchObject({ output: '{"done":true}' });
    const late = cloud.call('SendTaskSuccess', { taskToken: token, output: '{}' });
    await expect(late).rejects.toMatchObject({ code: 'TaskTimedOut' });
  });
});

describe('nested executions', () => {
  const nest = async (pattern: string, child: object) => {
    const cloud = newStates();
    const childArn = cloud.create(oneState(child), { name: 'child' });
    const parent = cloud.create(
      oneState({
        Type: 'Task',
        Resource: `arn:aws:states:::states:startExecution${pattern}`,
        Arguments: { StateMachineArn: childArn, Name: 'nested', Input: { a: 1 } },
        TimeoutSeconds: 100,
      }),
      { name: 'parent' },
    );
    const { executionArn }: { executionArn: string } = await cloud.call('StartExecution', { stateMachineArn: parent });
    await cloud.kernel.clock.advance(3_600_000);
    const execution = cloud.states.model.execution(executionArn);
    const nested = cloud.states.model.execution(childArn.replace('stateMachine', 'execution').concat(':nested'));
    return { execution, nested };
  };
  const WAIT = { Type: 'Wait', Seconds: 30, Output: '{% $states.input.a + 1 %}' };

  it('are only started without a pattern', async () => {
    const { execution, nested } = await nest('', WAIT);
    expect(execution.endedAtMs).toBe(nested.startedAtMs);
    expect(execution.output).toMatchObject({ ExecutionArn: nested.identity.arn });
  });

  it('are waited for with .sync:2, which gives their output parsed', async () => {
    const { execution, nested } = await nest('.sync:2', WAIT);
    expect(execution.endedAtMs).toBe(nested.endedAtMs);
    expect(execution.output).toMatchObject({ Status: 'SUCCEEDED', Output: 2 });
  });

  it('are waited for with .sync, which gives their output as text', async () => {
    expect((await nest('.sync', WAIT)).execution.output).toMatchObject({ Output: '2' });
  });

  it('that fail make the task fail', async () => {
    const { execution } = await nest('.sync', { Type: 'Wait', Timestamp: '{% 1 %}' });
    expect(execution.error).toBe('States.TaskFailed');
    expect(execution.cause).toContain('"Status":"FAILED"');
  });

  it('are stopped when the task times out', async () => {
    const { execution, nested } = await nest('.sync', { Type: 'Wait', Seconds: 1000 });
    expect([execution.error, nested.status]).toEqual(['States.Timeout', 'ABORTED']);
  });
});
