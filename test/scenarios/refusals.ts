import {
  access,
  ENVIRONMENT_MACHINES,
  EVERYBODY,
  FUNCTION,
  HEALERS,
  HERE,
  keyArn,
  MACHINE,
  MACHINES,
  QUEUE,
  type Refusal,
  refuse,
  SCHEDULES,
  TABLE_USERS,
  TASKS,
  TIER_SWEEPS,
  TRIGGERS,
  tableArn,
} from './refusal.ts';
import { RESOURCES, TRUST } from './refused-services.ts';
import { type Question, STRANGE_GROUPS } from './strangers.ts';

const KEYS: readonly Refusal[] = TABLE_USERS.flatMap((role) => [
  refuse(role, 'read with the key of the table except through DynamoDB', (world) =>
    access('kms:Decrypt', keyArn(world)),
  ),
  refuse(role, 'use the key of the table through another service', (world) =>
    access('kms:Decrypt', keyArn(world), { 'kms:ViaService': 'sqs.eu-west-1.amazonaws.com' }),
  ),
  refuse(role, 'grant the key of the table to anybody', (world) =>
    access('kms:CreateGrant', keyArn(world), { 'kms:ViaService': 'dynamodb.eu-west-1.amazonaws.com' }),
  ),
]);

const TABLES: readonly Refusal[] = TABLE_USERS.flatMap((role) => [
  refuse(role, 'write another table', access('dynamodb:PutItem', `arn:aws:dynamodb:${HERE}:table/other`)),
  refuse(role, 'update another table', access('dynamodb:UpdateItem', `arn:aws:dynamodb:${HERE}:table/other`)),
  refuse(role, 'scan the table', (world) => access('dynamodb:Scan', tableArn(world))),
]);

type Access = 'BatchGetItem' | 'ConditionCheck' | 'GetItem' | 'PutItem' | 'UpdateItem';

const VERBS: Readonly<Record<Access, string>> = {
  BatchGetItem: 'read, with others,',
  ConditionCheck: 'make a transaction depend on',
  GetItem: 'read',
  PutItem: 'write',
  UpdateItem: 'update',
};

/** Partitions of the table that are somebody else's, by what is tried on them. */
const PARTITIONS: readonly (readonly [roles: readonly string[], Access, partitions: readonly string[]])[] = [
  [[...TIER_SWEEPS, ...HEALERS], 'BatchGetItem', ['ENV#staging', 'REGISTRY']],
  [[...TIER_SWEEPS, ...HEALERS], 'PutItem', ['SWITCH', 'ENV#staging']],
  // It reads all that there is, so this is what somebody else may put beside it.
  [['on-environment-sweep'], 'BatchGetItem', ['OTHER#web']],
  [['on-environment-sweep'], 'PutItem', ['SWITCH', 'TIER#web']],
  [['find-groups'], 'GetItem', ['TIER#web', 'SWITCH']],
  [['find-groups'], 'BatchGetItem', ['ENV#staging', 'SWITCH']],
  [['find-groups'], 'UpdateItem', ['TIER#web', 'SWITCH']],
  [['scale-tier'], 'GetItem', ['TIER#web', 'ENV#staging']],
  [['scale-tier', 'heal-instance'], 'UpdateItem', ['SWITCH', 'ENV#staging']],
  [ENVIRONMENT_MACHINES, 'GetItem', ['ENV#staging', 'TIER#web']],
  [ENVIRONMENT_MACHINES, 'UpdateItem', ['SWITCH', 'REGISTRY']],
  [['heal-instance'], 'GetItem', ['TIER#web']],
  [['heal-instance'], 'ConditionCheck', ['SWITCH', 'ENV#staging']],
];

const attempt = (kind: Access, TableName: string, pk: string): Question => {
  const key = { pk: { S: pk }, sk: { S: 'STATE' } };
  if (kind === 'PutItem') return { call: ['dynamodb', kind, { TableName, Item: key }] };
  if (kind === 'BatchGetItem') {
    const own = { pk: { S: pk === 'TIER#web' ? 'ENV#staging' : 'TIER#web' }, sk: { S: 'STATE' } };
    return { call: ['dynamodb', kind, { RequestItems: { [TableName]: { Keys: [own, key] } } }] };
  }
  if (kind !== 'ConditionCheck') return { call: ['dynamodb', kind, { TableName, Key: key }] };
  const check = { TableName, Key: key, ConditionExpression: 'attribute_not_exists(pk)' };
  return { call: ['dynamodb', 'TransactWriteItems', { TransactItems: [{ ConditionCheck: check }] }] };
};

const ITEMS: readonly Refusal[] = PARTITIONS.flatMap(([roles, kind, partitions]) =>
  roles.flatMap((role) =>
    partitions.map((pk) =>
      refuse(role, `${VERBS[kind]} items of ${pk}`, ({ world }) => attempt(kind, world.rehearsal.tableName, pk)),
    ),
  ),
);

const GROUPS: readonly Refusal[] = Object.keys(STRANGE_GROUPS).flatMap((group) => [
  refuse('scale-tier', `set the capacity of a group that is ${group}`, {
    call: ['autoscaling', 'SetDesiredCapacity', { AutoScalingGroupName: group, DesiredCapacity: 2 }],
  }),
  ...ENVIRONMENT_MACHINES.map((machine) =>
    refuse(machine, `change a group that is ${group}`, {
      call: ['autoscaling', 'UpdateAutoScalingGroup', { AutoScalingGroupName: group, MinSize: 0 }],
    }),
  ),
  refuse('heal-instance', `call an instance unhealthy whose group is ${group}`, (world) => ({
    call: ['autoscaling', 'SetInstanceHealth', { InstanceId: world.memberOf(group), HealthStatus: 'Unhealthy' }],
  })),
]);

const CONSOLES: readonly Refusal[] = ['untagged', 'of-another-installation'].map((group) =>
  refuse('heal-instance', `read the console of an instance whose group is ${group}`, (world) => ({
    call: ['ec2', 'GetConsoleOutput', { InstanceId: world.memberOf(group) }],
  })),
);

const OWN_GROUP = `arn:aws:autoscaling:${HERE}:autoScalingGroup:1:autoScalingGroupName/rubato-demo-web`;

const DESTRUCTION: readonly Refusal[] = [
  ...EVERYBODY.flatMap((role) => [
    refuse(role, 'delete items', (world) => access('dynamodb:DeleteItem', tableArn(world))),
    refuse(role, 'terminate an instance', (world) => ({
      call: ['ec2', 'TerminateInstances', { InstanceIds: [world.memberOf('protected')] }],
    })),
    refuse(
      role,
      'delete a group of ours',
      access('autoscaling:DeleteAutoScalingGroup', OWN_GROUP, { 'aws:ResourceTag/rubato:installation': 'demo' }),
    ),
    refuse(role, 'pass its role to a function', (world) =>
      access('iam:PassRole', world.roleArn(role), { 'iam:PassedToService': 'lambda.amazonaws.com' }),
    ),
  ]),
  ...[...TRIGGERS, ...TASKS, ...SCHEDULES].map((role) =>
    refuse(role, 'set the capacity of a group, not even of our own', {
      call: ['autoscaling', 'SetDesiredCapacity', { AutoScalingGroupName: 'rubato-demo-web', DesiredCapacity: 3 }],
    }),
  ),
];

const EVENTS: readonly Refusal[] = MACHINES.flatMap((role) => [
  refuse(role, 'put events of another source', {
    call: ['events', 'PutEvents', { Entries: [{ Source: 'aws.ec2', DetailType: 'x', Detail: '{}' }] }],
  }),
  refuse(
    role,
    'put events on another bus',
    access('events:PutEvents', `arn:aws:events:${HERE}:event-bus/other`, { 'events:source': 'rubato' }),
  ),
]);

/** Functions, state machines and queues of ours that somebody else of ours uses. */
const OTHERS: readonly Refusal[] = [
  ...MACHINES.map((role) => refuse(role, 'invoke a trigger', access('lambda:InvokeFunction', `${FUNCTION}on-sweep`))),
  refuse(
    'scale-tier',
    'invoke a task of heal-instance',
    access('lambda:InvokeFunction', `${FUNCTION}check-replacement`),
  ),
  refuse(
    'tiers-0',
    'invoke the sweep of environments',
    access('lambda:InvokeFunction', `${FUNCTION}on-environment-sweep`),
  ),
  refuse('environments', 'invoke the sweep of health', access('lambda:InvokeFunction', `${FUNCTION}on-health-sweep`)),
  refuse('health-0', 'invoke the sweep of tiers', access('lambda:InvokeFunction', `${FUNCTION}on-sweep`)),
  ...TIER_SWEEPS.map((role) =>
    refuse(role, 'put an environment to sleep', access('states:StartExecution', `${MACHINE}sleep-environment`)),
  ),
  ...HEALERS.map((role) => refuse(role, 'scale a tier', access('states:StartExecution', `${MACHINE}scale-tier`))),
  refuse('on-environment-sweep', 'replace an instance', access('states:StartExecution', `${MACHINE}heal-instance`)),
  ...TRIGGERS.map((role) =>
    refuse(role, 'send to the queue of what was not delivered', access('sqs:SendMessage', `${QUEUE}undelivered`)),
  ),
  ...SCHEDULES.map((role) =>
    refuse(role, 'send to the queue of failed invocations', access('sqs:SendMessage', `${QUEUE}failed-invocations`)),
  ),
  ...TRIGGERS.map((role) =>
    refuse(role, 'read the queue of failed invocations', access('sqs:ReceiveMessage', `${QUEUE}failed-invocations`)),
  ),
  ...[...TRIGGERS, ...TASKS].map((role) =>
    refuse(
      role,
      'write the log of another function',
      access('logs:PutLogEvents', `arn:aws:logs:${HERE}:log-group:/aws/lambda/other:log-stream:1`),
    ),
  ),
  ...EVERYBODY.map((role) =>
    refuse(role, 'take the role of another', (world) =>
      access('sts:AssumeRole', world.roleArn(role === 'scale-tier' ? 'heal-instance' : 'scale-tier')),
    ),
  ),
];

/** Everything that must be refused. */
export const REFUSALS: readonly Refusal[] = [
  ...KEYS,
  ...TABLES,
  ...ITEMS,
  ...GROUPS,
  ...CONSOLES,
  ...DESTRUCTION,
  ...EVENTS,
  ...OTHERS,
  ...TRUST,
  ...RESOURCES,
];
