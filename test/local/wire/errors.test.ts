import { AutoScalingClient, SetDesiredCapacityCommand } from '@aws-sdk/client-auto-scaling';
import { CloudWatchClient, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { EC2Client, GetConsoleOutputCommand } from '@aws-sdk/client-ec2';
import { DescribeTargetHealthCommand, ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { ExecutionAlreadyExists, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { describe, expect, it } from 'vitest';
import { AwsError } from '../../../local/kernel.ts';
import { type Bench, clientConfig, createBench } from './virtual-client.ts';

interface Row {
  readonly when: string;
  readonly service: string;
  readonly operation: string;
  readonly error: AwsError;
  readonly send: (config: never) => Promise<unknown>;
  readonly seen: Readonly<Record<string, unknown>>;
}

const PUT = new PutItemCommand({ TableName: 't', Item: { pk: { S: 'a' } } });
const BYTES = new Uint8Array([1, 2, 3]);
const TWO_STEPS = new TransactWriteItemsCommand({
  TransactItems: [
    { Put: { TableName: 't', Item: { pk: { S: 'a' } } } },
    { Delete: { TableName: 't', Key: { pk: { S: 'b' } } } },
  ],
});

const rows: readonly Row[] = [
  {
    when: 'a condition fails and the old item was asked for, the client has the item with its bytes',
    service: 'dynamodb',
    operation: 'PutItem',
    error: new AwsError('ConditionalCheckFailedException', 'The conditional request failed', 400, {
      Item: { pk: { S: 'a' }, state: { B: BYTES } },
    }),
    send: (config) => new DynamoDBClient(config).send(PUT),
    seen: {
      name: 'ConditionalCheckFailedException',
      message: 'The conditional request failed',
      Item: { pk: { S: 'a' }, state: { B: BYTES } },
      $fault: 'client',
    },
  },
  {
    when: 'a transaction is cancelled, the client has a reason for each item',
    service: 'dynamodb',
    operation: 'TransactWriteItems',
    error: new AwsError('TransactionCanceledException', 'Transaction cancelled [None, ConditionalCheckFailed]', 400, {
      CancellationReasons: [
        { Code: 'None' },
        { Code: 'ConditionalCheckFailed', Message: 'no', Item: { b: { B: BYTES } } },
      ],
    }),
    send: (config) => new DynamoDBClient(config).send(TWO_STEPS),
    seen: {
      name: 'TransactionCanceledException',
      message: 'Transaction cancelled [None, ConditionalCheckFailed]',
      CancellationReasons: [
        { Code: 'None' },
        { Code: 'ConditionalCheckFailed', Message: 'no', Item: { b: { B: BYTES } } },
      ],
    },
  },
  {
    when: 'the service throttles, the SDK sees a throttling error',
    service: 'dynamodb',
    operation: 'PutItem',
    error: new AwsError('ThrottlingException', 'Rate exceeded', 400),
    send: (config) => new DynamoDBClient(config).send(PUT),
    seen: { name: 'ThrottlingException', message: 'Rate exceeded' },
  },
  {
    when: 'the service breaks, the fault is the server’s',
    service: 'dynamodb',
    operation: 'PutItem',
    error: new AwsError('InternalServerError', 'oops', 500),
    send: (config) => new DynamoDBClient(config).send(PUT),
    seen: {
      name: 'InternalServerError',
      $fault: 'server',
      $metadata: expect.objectContaining({ httpStatusCode: 500 }),
    },
  },
  {
    when: 'an execution exists, the declared error has its message',
    service: 'states',
    operation: 'StartExecution',
    error: new AwsError('ExecutionAlreadyExists', "Execution Already Exists: 'arn'"),
    send: (config) => new SFNClient(config).send(new StartExecutionCommand({ stateMachineArn: 'arn' })),
    seen: { name: 'ExecutionAlreadyExists', message: "Execution Already Exists: 'arn'" },
  },
  {
    when: 'events are refused under JSON 1.1',
    service: 'events',
    operation: 'PutEvents',
    error: new AwsError('AccessDeniedException', 'User is not authorized'),
    send: (config) => new EventBridgeClient(config).send(new PutEventsCommand({ Entries: [] })),
    seen: { name: 'AccessDeniedException', message: 'User is not authorized' },
  },
  {
    when: 'CloudWatch names an error by its code of the query days, the client has the declared error',
    service: 'monitoring',
    operation: 'GetMetricData',
    error: new AwsError('InvalidNextToken', 'bad token'),
    send: (config) =>
      new CloudWatchClient(config).send(
        new GetMetricDataCommand({ StartTime: new Date(0), EndTime: new Date(0), MetricDataQueries: [] }),
      ),
    seen: {
      name: 'InvalidNextToken',
      message: 'bad token',
      Error: expect.objectContaining({ Code: 'InvalidNextToken' }),
    },
  },
  {
    when: 'Auto Scaling names a declared error by its shape, it travels under its query code',
    service: 'autoscaling',
    operation: 'SetDesiredCapacity',
    error: new AwsError('ScalingActivityInProgressFault', 'Scaling activity <1> is in progress & blocks'),
    send: (config) =>
      new AutoScalingClient(config).send(
        new SetDesiredCapacityCommand({ AutoScalingGroupName: 'web', DesiredCapacity: 1 }),
      ),
    seen: {
      name: 'ScalingActivityInProgressFault',
      message: 'Scaling activity <1> is in progress & blocks',
      Code: 'ScalingActivityInProgress',
    },
  },
  {
    when: 'Auto Scaling answers an error that its API does not declare',
    service: 'autoscaling',
    operation: 'SetDesiredCapacity',
    error: new AwsError('ValidationError', 'New SetDesiredCapacity value 9 is above max value 4 for the group.'),
    send: (config) =>
      new AutoScalingClient(config).send(
        new SetDesiredCapacityCommand({ AutoScalingGroupName: 'web', DesiredCapacity: 9 }),
      ),
    seen: { name: 'ValidationError', message: 'New SetDesiredCapacity value 9 is above max value 4 for the group.' },
  },
  {
    when: 'a target group is not there',
    service: 'elasticloadbalancing',
    operation: 'DescribeTargetHealth',
    error: new AwsError('TargetGroupNotFound', "Target groups 'arn' not found"),
    send: (config) =>
      new ElasticLoadBalancingV2Client(config).send(new DescribeTargetHealthCommand({ TargetGroupArn: 'arn' })),
    seen: { name: 'TargetGroupNotFoundException', message: "Target groups 'arn' not found" },
  },
  {
    when: 'EC2 answers in its own frame',
    service: 'ec2',
    operation: 'GetConsoleOutput',
    error: new AwsError('InvalidInstanceID.NotFound', "The instance ID 'i-1' does not exist"),
    send: (config) => new EC2Client(config).send(new GetConsoleOutputCommand({ InstanceId: 'i-1' })),
    seen: { name: 'InvalidInstanceID.NotFound', message: "The instance ID 'i-1' does not exist" },
  },
];

const failure = (sent: Promise<unknown>): Promise<unknown> =>
  sent.then(
    () => 'succeeded',
    (thrown: unknown) => thrown,
  );

const config = (bench: Bench, accessKeyId?: string): never => clientConfig(bench.wire, accessKeyId) as never;

describe('an error of a service', () => {
  it.each(rows)('when $when', async ({ service, operation, error, send, seen }) => {
    const bench = createBench(service, { [operation]: error });
    expect(await failure(send(config(bench)))).toMatchObject(seen);
  });

  it('is an instance of the class that the client declares', async () => {
    const dynamodb = createBench('dynamodb', {
      PutItem: new AwsError('ConditionalCheckFailedException', 'no'),
      TransactWriteItems: new AwsError('TransactionCanceledException', 'no'),
    });
    const client = new DynamoDBClient(config(dynamodb));
    expect(await failure(client.send(PUT))).toBeInstanceOf(ConditionalCheckFailedException);
    expect(await failure(client.send(TWO_STEPS))).toBeInstanceOf(TransactionCanceledException);
    const states = createBench('states', { StartExecution: new AwsError('ExecutionAlreadyExists', 'no') });
    const start = new StartExecutionCommand({ stateMachineArn: 'arn' });
    expect(await failure(new SFNClient(config(states)).send(start))).toBeInstanceOf(ExecutionAlreadyExists);
  });
});

describe('a request that is not the API’s', () => {
  it.each([
    {
      what: 'lacks a required member under JSON',
      service: 'dynamodb',
      operation: 'GetItem',
      send: (c: never) => new DynamoDBClient(c).send(new GetItemCommand({ TableName: 't' } as never)),
      code: 'ValidationException',
      says: "1 validation error detected: Value null at 'key' failed to satisfy constraint: Member must not be null",
    },
    {
      what: 'lacks a required member under the query protocol',
      service: 'autoscaling',
      operation: 'SetDesiredCapacity',
      send: (c: never) => new AutoScalingClient(c).send(new SetDesiredCapacityCommand({ DesiredCapacity: 1 } as never)),
      code: 'ValidationError',
      says: "Value null at 'autoScalingGroupName'",
    },
    {
      what: 'lacks a required member under EC2’s protocol',
      service: 'ec2',
      operation: 'GetConsoleOutput',
      send: (c: never) => new EC2Client(c).send(new GetConsoleOutputCommand({} as never)),
      code: 'MissingParameter',
      says: "Value null at 'instanceId'",
    },
    {
      what: 'has text where a yes or no belongs',
      service: 'dynamodb',
      operation: 'GetItem',
      send: (c: never) =>
        new DynamoDBClient(c).send(new GetItemCommand({ TableName: 't', Key: {}, ConsistentRead: 'yes' } as never)),
      code: 'SerializationException',
      says: 'GetItemInput.ConsistentRead is "yes", expected true or false',
    },
    {
      what: 'has text where a number belongs',
      service: 'autoscaling',
      operation: 'SetDesiredCapacity',
      send: (c: never) =>
        new AutoScalingClient(c).send(
          new SetDesiredCapacityCommand({ AutoScalingGroupName: 'web', DesiredCapacity: 'many' } as never),
        ),
      code: 'ValidationError',
      says: 'SetDesiredCapacityType.DesiredCapacity is "many", expected a number',
    },
  ])(
    'because it $what, is answered and never reaches the service',
    async ({ service, operation, send, code, says }) => {
      const bench = createBench(service, { [operation]: {} });
      const thrown = await failure(send(config(bench)));
      expect(thrown).toMatchObject({ name: code, message: expect.stringContaining(says) });
      expect(bench.inputs).toEqual([]);
    },
  );

  it.each([
    ['dynamodb', (c: never) => new DynamoDBClient(c).send(PUT), 'UnrecognizedClientException'],
    ['ec2', (c: never) => new EC2Client(c).send(new GetConsoleOutputCommand({ InstanceId: 'i-1' })), 'AuthFailure'],
  ])('because %s does not know its access key, is turned away', async (service, send, code) => {
    const bench = createBench(service, { PutItem: {}, GetConsoleOutput: {} });
    expect(await failure(send(config(bench, 'ASIANOBODY0000000000')))).toMatchObject({ name: code });
    expect(bench.inputs).toEqual([]);
  });
});

describe('what would be a lie', () => {
  it('ends the run when a service answers a member that its API does not have', async () => {
    const bench = createBench('dynamodb', { PutItem: { Atributes: {} } });
    expect(await failure(new DynamoDBClient(config(bench)).send(PUT))).toMatchObject({
      message: expect.stringContaining('PutItemOutput.Atributes'),
    });
    await expect(bench.kernel.clock.advance(0)).rejects.toThrow('PutItemOutput.Atributes');
  });

  it('ends the run when a service answers a number as text', async () => {
    const bench = createBench('events', { PutEvents: { FailedEntryCount: '0' } });
    await failure(new EventBridgeClient(config(bench)).send(new PutEventsCommand({ Entries: [] })));
    await expect(bench.kernel.clock.advance(0)).rejects.toThrow('PutEventsResponse.FailedEntryCount = "0"');
  });

  it('ends the run when an operation is not modelled, naming it', async () => {
    const bench = createBench('dynamodb', { PutItem: {} });
    await failure(new DynamoDBClient(config(bench)).send(new GetItemCommand({ TableName: 't', Key: {} })));
    await expect(bench.kernel.clock.advance(0)).rejects.toThrow('does not know dynamodb:GetItem; it knows PutItem');
  });

  it('ends the run when a host is no endpoint of the cloud', async () => {
    const bench = createBench('dynamodb', {});
    const request = { host: 'example.com', method: 'GET', path: '/', headers: {}, body: '' };
    await expect(bench.wire.answer(request)).rejects.toThrow('example.com');
    await expect(bench.kernel.clock.advance(0)).rejects.toThrow('example.com');
  });
});

describe('a signature', () => {
  const ask = async (authorization: string | undefined) => {
    const bench = createBench('dynamodb', { ListTables: {} });
    const headers = { authorization, 'x-amz-target': 'DynamoDB_20120810.ListTables' };
    const host = 'dynamodb.eu-west-1.amazonaws.com';
    const response = await bench.wire.answer({ host, method: 'POST', path: '/', headers, body: '{}' });
    return { status: response.status, type: response.headers['x-amzn-errortype'] };
  };
  const signed = (scope: string): string =>
    `AWS4-HMAC-SHA256 Credential=ASIA0000000000000001/${scope}/aws4_request, SignedHeaders=host, Signature=${'a'.repeat(64)}`;

  it.each([
    ['that is there lets the call through', signed('20260105/eu-west-1/dynamodb'), { status: 200, type: undefined }],
    ['that is missing is asked for', undefined, { status: 400, type: 'MissingAuthenticationTokenException' }],
    [
      'for another region is refused',
      signed('20260105/us-east-1/dynamodb'),
      { status: 400, type: 'InvalidSignatureException' },
    ],
    [
      'for another service is refused',
      signed('20260105/eu-west-1/ec2'),
      { status: 400, type: 'InvalidSignatureException' },
    ],
    ['of another scheme is refused', 'Bearer token', { status: 400, type: 'InvalidSignatureException' }],
  ])('%s', async (_what, authorization, answer) => {
    expect(await ask(authorization)).toEqual(answer);
  });
});
