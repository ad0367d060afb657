import {
  AutoScalingClient,
  DescribeAutoScalingGroupsCommand,
  DescribeAutoScalingInstancesCommand,
  DescribeScalingActivitiesCommand,
  SetDesiredCapacityCommand,
  SetInstanceHealthCommand,
  UpdateAutoScalingGroupCommand,
} from '@aws-sdk/client-auto-scaling';
import { CloudWatchClient, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import {
  BatchGetItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { DescribeInstanceStatusCommand, EC2Client, GetConsoleOutputCommand } from '@aws-sdk/client-ec2';
import {
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { describe, expect, it } from 'vitest';
import { clientConfig, createBench } from './virtual-client.ts';

type Make = (input: never) => object;

interface Row {
  readonly operation: string;
  readonly command: Make;
  readonly input: Readonly<Record<string, unknown>>;
  readonly output: Readonly<Record<string, unknown>>;
}

const AT = new Date('2026-01-05T10:00:30.250Z');
const BYTES = new Uint8Array([0, 127, 128, 255]);
const INSTANCE = {
  InstanceId: 'i-1',
  AvailabilityZone: 'eu-west-1a',
  LifecycleState: 'InService',
  HealthStatus: 'Healthy',
  ProtectedFromScaleIn: false,
};

const dynamodb: readonly Row[] = [
  {
    operation: 'GetItem',
    command: (input) => new GetItemCommand(input),
    input: { TableName: 't', Key: { pk: { S: 'ä' } }, ConsistentRead: true },
    output: { Item: { pk: { S: 'ä' }, n: { N: '1.50' }, b: { B: BYTES }, gone: { NULL: true }, ok: { BOOL: false } } },
  },
  {
    operation: 'PutItem',
    command: (input) => new PutItemCommand(input),
    input: {
      TableName: 't',
      Item: { pk: { S: 'a' }, list: { L: [{ M: { deep: { SS: ['x', 'y'] } } }, { BS: [BYTES] }] } },
      ConditionExpression: 'revision = :seen',
      ExpressionAttributeValues: { ':seen': { N: '4' } },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    },
    output: {},
  },
  {
    operation: 'UpdateItem',
    command: (input) => new UpdateItemCommand(input),
    input: {
      TableName: 't',
      Key: { pk: { S: 'a' }, sk: { S: 'STATE' } },
      UpdateExpression: 'SET #state = :state',
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: { ':state': { B: BYTES } },
      ReturnValues: 'ALL_NEW',
    },
    output: { Attributes: { state: { B: BYTES } } },
  },
  {
    operation: 'BatchGetItem',
    command: (input) => new BatchGetItemCommand(input),
    input: { RequestItems: { t: { Keys: [{ pk: { S: 'a' } }, { pk: { S: 'b' } }], ConsistentRead: true } } },
    output: {
      Responses: { t: [{ pk: { S: 'a' } }] },
      UnprocessedKeys: { t: { Keys: [{ pk: { S: 'b' } }], ConsistentRead: true } },
    },
  },
  {
    operation: 'TransactWriteItems',
    command: (input) => new TransactWriteItemsCommand(input),
    input: {
      ClientRequestToken: 'token',
      TransactItems: [
        {
          ConditionCheck: { TableName: 't', Key: { pk: { S: 'SWITCH' } }, ConditionExpression: 'attribute_exists(pk)' },
        },
        { Put: { TableName: 't', Item: { pk: { S: 'a' }, blob: { B: BYTES } } } },
      ],
    },
    output: {},
  },
  {
    operation: 'Query',
    command: (input) => new QueryCommand(input),
    input: {
      TableName: 't',
      IndexName: 'due',
      KeyConditionExpression: 'dueKind = :env AND nextDueAt <= :now',
      ExpressionAttributeValues: { ':env': { S: 'ENV' }, ':now': { S: AT.toISOString() } },
      Limit: 100,
    },
    output: { Items: [{ pk: { S: 'ENV#a' } }], Count: 1, ScannedCount: 1, LastEvaluatedKey: { pk: { S: 'ENV#a' } } },
  },
];

const autoscaling: readonly Row[] = [
  {
    operation: 'DescribeAutoScalingGroups',
    command: (input) => new DescribeAutoScalingGroupsCommand(input),
    input: {
      AutoScalingGroupNames: ['web', 'worker'],
      MaxRecords: 100,
      Filters: [{ Name: 'tag:rubato:installation', Values: ['example', 'a&b=c d'] }],
    },
    output: {
      AutoScalingGroups: [
        {
          AutoScalingGroupName: 'web',
          MinSize: 0,
          MaxSize: 300,
          DesiredCapacity: 2,
          DefaultCooldown: 300,
          AvailabilityZones: ['eu-west-1a', 'eu-west-1b'],
          TargetGroupARNs: [],
          HealthCheckType: 'EC2',
          CreatedTime: AT,
          Instances: [
            INSTANCE,
            { ...INSTANCE, InstanceId: 'i-2', LaunchTemplate: { LaunchTemplateId: 'lt-1', Version: '3' } },
          ],
          SuspendedProcesses: [{ ProcessName: 'AZRebalance', SuspensionReason: 'by <hand> & "eye"' }],
          Tags: [{ Key: 'rubato:installation', Value: 'example', PropagateAtLaunch: true, ResourceId: 'web' }],
        },
      ],
      NextToken: 'next',
    },
  },
  {
    operation: 'DescribeAutoScalingInstances',
    command: (input) => new DescribeAutoScalingInstancesCommand(input),
    input: { InstanceIds: ['i-1'] },
    output: { AutoScalingInstances: [{ ...INSTANCE, HealthStatus: 'HEALTHY', AutoScalingGroupName: 'web' }] },
  },
  {
    operation: 'DescribeScalingActivities',
    command: (input) => new DescribeScalingActivitiesCommand(input),
    input: { AutoScalingGroupName: 'web', MaxRecords: 20 },
    output: {
      Activities: [
        {
          ActivityId: 'a-1',
          AutoScalingGroupName: 'web',
          Cause: 'At 10:00 a user changed the desired capacity from 2 to 4.',
          StartTime: AT,
          EndTime: AT,
          StatusCode: 'Failed',
          StatusMessage: 'We currently do not have sufficient capacity.',
          Progress: 100,
          Details: '{"Availability Zone":"eu-west-1a"}',
        },
      ],
    },
  },
  {
    operation: 'SetDesiredCapacity',
    command: (input) => new SetDesiredCapacityCommand(input),
    input: { AutoScalingGroupName: 'web', DesiredCapacity: 4, HonorCooldown: false },
    output: {},
  },
  {
    operation: 'UpdateAutoScalingGroup',
    command: (input) => new UpdateAutoScalingGroupCommand(input),
    input: { AutoScalingGroupName: 'web', MinSize: 0, DesiredCapacity: 0 },
    output: {},
  },
  {
    operation: 'SetInstanceHealth',
    command: (input) => new SetInstanceHealthCommand(input),
    input: { InstanceId: 'i-1', HealthStatus: 'Unhealthy', ShouldRespectGracePeriod: false },
    output: {},
  },
];

const monitoring: readonly Row[] = [
  {
    operation: 'GetMetricData',
    command: (input) => new GetMetricDataCommand(input),
    input: {
      StartTime: new Date('2026-01-05T10:00:00.000Z'),
      EndTime: new Date('2026-01-05T10:05:00.000Z'),
      ScanBy: 'TimestampAscending',
      MetricDataQueries: [
        {
          Id: 'm0',
          MetricStat: {
            Metric: {
              Namespace: 'AWS/ApplicationELB',
              MetricName: 'RequestCount',
              Dimensions: [{ Name: 'LoadBalancer', Value: 'app/web/1' }],
            },
            Period: 60,
            Stat: 'Sum',
          },
          ReturnData: true,
        },
      ],
    },
    output: {
      MetricDataResults: [
        { Id: 'm0', Label: 'RequestCount', Timestamps: [AT, new Date(0)], Values: [1.5, 2000], StatusCode: 'Complete' },
        { Id: 'm1', Timestamps: [], Values: [], StatusCode: 'Complete' },
      ],
      Messages: [],
    },
  },
];

const ec2: readonly Row[] = [
  {
    operation: 'DescribeInstanceStatus',
    command: (input) => new DescribeInstanceStatusCommand(input),
    input: {
      InstanceIds: ['i-1', 'i-2'],
      IncludeAllInstances: true,
      Filters: [{ Name: 'instance-state-name', Values: ['running', 'pending'] }],
    },
    output: {
      InstanceStatuses: [
        {
          InstanceId: 'i-1',
          AvailabilityZone: 'eu-west-1a',
          InstanceState: { Code: 16, Name: 'running' },
          InstanceStatus: {
            Status: 'impaired',
            Details: [{ Name: 'reachability', Status: 'failed', ImpairedSince: AT }],
          },
          SystemStatus: { Status: 'ok' },
        },
      ],
    },
  },
  {
    operation: 'GetConsoleOutput',
    command: (input) => new GetConsoleOutputCommand(input),
    input: { InstanceId: 'i-1', Latest: true },
    output: { InstanceId: 'i-1', Timestamp: AT, Output: 'S2VybmVsIHBhbmlj' },
  },
];

const elasticloadbalancing: readonly Row[] = [
  {
    operation: 'DescribeTargetHealth',
    command: (input) => new DescribeTargetHealthCommand(input),
    input: { TargetGroupArn: 'arn:tg', Targets: [{ Id: 'i-1', Port: 80 }] },
    output: {
      TargetHealthDescriptions: [
        {
          Target: { Id: 'i-1', Port: 80 },
          HealthCheckPort: '80',
          TargetHealth: { State: 'unhealthy', Reason: 'Target.Timeout', Description: 'Request timed out' },
        },
      ],
    },
  },
  {
    operation: 'DescribeTargetGroups',
    command: (input) => new DescribeTargetGroupsCommand(input),
    input: { TargetGroupArns: ['arn:tg'] },
    output: {
      TargetGroups: [{ TargetGroupArn: 'arn:tg', LoadBalancerArns: ['arn:lb'], Port: 80, HealthCheckEnabled: true }],
    },
  },
];

const events: readonly Row[] = [
  {
    operation: 'PutEvents',
    command: (input) => new PutEventsCommand(input),
    input: {
      Entries: [
        { Time: new Date('2026-01-05T10:00:00.000Z'), Source: 'rubato', DetailType: 'Tier Scaled', Detail: '{"to":4}' },
      ],
    },
    output: { FailedEntryCount: 0, Entries: [{ EventId: 'e-1' }] },
  },
];

const states: readonly Row[] = [
  {
    operation: 'StartExecution',
    command: (input) => new StartExecutionCommand(input),
    input: { stateMachineArn: 'arn:sm', name: 'web-3-1', input: '{"to":4}' },
    output: { executionArn: 'arn:e', startDate: AT },
  },
];

const SERVICES: readonly (readonly [string, new (config: never) => object, readonly Row[]])[] = [
  ['dynamodb', DynamoDBClient, dynamodb],
  ['autoscaling', AutoScalingClient, autoscaling],
  ['monitoring', CloudWatchClient, monitoring],
  ['ec2', EC2Client, ec2],
  ['elasticloadbalancing', ElasticLoadBalancingV2Client, elasticloadbalancing],
  ['events', EventBridgeClient, events],
  ['states', SFNClient, states],
];

describe.each(SERVICES)('%s', (service, Client, rows) => {
  it.each(rows)('$operation carries its input to the service and its output back to the client', async (row) => {
    const bench = createBench(service, { [row.operation]: row.output });
    const client = new Client(clientConfig(bench.wire) as never) as { send(command: object): Promise<object> };

    const { $metadata, ...answered } = (await client.send(row.command(row.input as never))) as Record<string, unknown>;

    expect(bench.inputs).toEqual([row.input]);
    expect(answered).toEqual(row.output);
    expect($metadata).toMatchObject({ httpStatusCode: 200, requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) });
  });
});
