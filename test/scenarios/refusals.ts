import type { AccessRequest } from '../../local/kernel.ts';
import { type Asker, type Question, STRANGE_GROUPS, type StrangeWorld } from './strangers.ts';

/** Something that somebody must not be able to do. */
export interface Refusal {
  readonly sentence: string;
  readonly asker: Asker;
  readonly question: (world: StrangeWorld) => Question;
}

const HERE = 'eu-west-1:123456789012';
const ELSEWHERE = 'eu-west-1:999999999999';
const FUNCTION = `arn:aws:lambda:${HERE}:function:rubato-demo-`;
const MACHINE = `arn:aws:states:${HERE}:stateMachine:rubato-demo-`;
const QUEUE = `arn:aws:sqs:${HERE}:rubato-demo-`;
const TOPIC = `arn:aws:sns:${HERE}:rubato-demo-alarms`;

const TIER_SWEEPS = ['on-sweep', 'on-metric-alarm'];
const HEALERS = ['on-health-sweep', 'on-instance-event'];
const TRIGGERS = [...TIER_SWEEPS, 'on-environment-sweep', ...HEALERS];
const TASKS = ['check-fleet', 'find-groups', 'check-stage', 'check-replacement'];
const ENVIRONMENT_MACHINES = ['sleep-environment', 'wake-environment'];
const MACHINES = ['scale-tier', ...ENVIRONMENT_MACHINES, 'heal-instance'];
const SCHEDULES = ['tiers-0', 'environments', 'health'];
const TABLE_USERS = [...TRIGGERS, 'find-groups', ...MACHINES];

const refuse = (asker: Asker, what: string, question: Refusal['question'] | Question): Refusal => ({
  sentence: `${typeof asker === 'string' ? asker : asker.service} may not ${what}`,
  asker,
  question: typeof question === 'function' ? question : () => question,
});
const access = (action: string, resource: string, context?: AccessRequest['context']): Question => ({
  access: { action, resource, ...(context && { context }) },
});

/** What the embedded cloud made with a name that is not known beforehand. */
const tableArn = ({ world }: StrangeWorld): string => `arn:aws:dynamodb:${HERE}:table/${world.rehearsal.tableName}`;
const keyArn = ({ world }: StrangeWorld): string =>
  world.cloud.dynamodb.database.find(world.rehearsal.tableName)?.definition.kmsKeyArn ?? 'no key';

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
  refuse(role, 'delete items', (world) => access('dynamodb:DeleteItem', tableArn(world))),
  refuse(role, 'scan the table', (world) => access('dynamodb:Scan', tableArn(world))),
]);

type Access = 'BatchGetItem' | 'ConditionCheck' | 'GetItem' | 'PutItem' | 'UpdateItem';

const VERBS: Readonly<Record<Access, string>> = {
  BatchGetItem: 'read',
  ConditionCheck: 'make a transaction depend on',
  GetItem: 'read',
  PutItem: 'write',
  UpdateItem: 'update',
};

/** Partitions of the table that are somebody else's, by what is tried on them. */
const PARTITIONS: readonly (readonly [roles: readonly string[], Access, partitions: readonly string[]])[] = [
  [[...TIER_SWEEPS, ...HEALERS], 'BatchGetItem', ['ENV#staging', 'REGISTRY']],
  [[...TIER_SWEEPS, ...HEALERS], 'PutItem', ['SWITCH', 'ENV#staging']],
  [['on-environment-sweep'], 'BatchGetItem', ['TIER#web']],
  [['on-environment-sweep'], 'PutItem', ['SWITCH', 'TIER#web']],
  [['find-groups'], 'GetItem', ['TIER#web', 'SWITCH']],
  [['find-groups'], 'UpdateItem', ['TIER#web', 'SWITCH']],
  [['scale-tier'], 'ConditionCheck', ['TIER#web']],
  [['scale-tier', 'heal-instance'], 'UpdateItem', ['SWITCH', 'ENV#staging']],
  [ENVIRONMENT_MACHINES, 'ConditionCheck', ['ENV#staging']],
  [ENVIRONMENT_MACHINES, 'UpdateItem', ['SWITCH', 'REGISTRY']],
  [['heal-instance'], 'ConditionCheck', ['ENV#staging']],
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

const DESTRUCTION: readonly Refusal[] = [
  ...[...TRIGGERS, ...TASKS, ...SCHEDULES].map((role) =>
    refuse(role, 'set the capacity of a group, not even of our own', {
      call: ['autoscaling', 'SetDesiredCapacity', { AutoScalingGroupName: 'rubato-demo-web', DesiredCapacity: 3 }],
    }),
  ),
  ...MACHINES.flatMap((role) => [
    refuse(role, 'terminate an instance', (world) => ({
      call: ['ec2', 'TerminateInstances', { InstanceIds: [world.memberOf('protected')] }],
    })),
    refuse(
      role,
      'delete a group',
      access(
        'autoscaling:DeleteAutoScalingGroup',
        `arn:aws:autoscaling:${HERE}:autoScalingGroup:1:autoScalingGroupName/rubato-demo-web`,
        {
          'aws:ResourceTag/rubato:installation': 'demo',
        },
      ),
    ),
  ]),
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
  refuse('health', 'invoke the sweep of tiers', access('lambda:InvokeFunction', `${FUNCTION}on-sweep`)),
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
  ...[...TRIGGERS, ...MACHINES].flatMap((role) => [
    refuse(role, 'pass its role to a function', (world) =>
      access('iam:PassRole', world.roleArn(role), { 'iam:PassedToService': 'lambda.amazonaws.com' }),
    ),
    refuse(role, 'take the role of another', (world) =>
      access('sts:AssumeRole', world.roleArn(role === 'scale-tier' ? 'heal-instance' : 'scale-tier')),
    ),
  ]),
];

const take = (service: string, sourceArn: string, role: string): Omit<Refusal, 'sentence'> => ({
  asker: { service, sourceArn },
  question: (world) => ({ call: ['sts', 'AssumeRole', { RoleArn: world.roleArn(role), RoleSessionName: 'question' }] }),
});

const TRUST: readonly Refusal[] = [
  ...MACHINES.flatMap((role) => [
    {
      sentence: `Step Functions may not take the role of ${role} for another state machine`,
      ...take('states.amazonaws.com', `${MACHINE}${role === 'scale-tier' ? 'heal-instance' : 'scale-tier'}`, role),
    },
    {
      sentence: `Step Functions may not take the role of ${role} for a state machine of that name in another account`,
      ...take('states.amazonaws.com', `${MACHINE}${role}`.replace(HERE, ELSEWHERE), role),
    },
    {
      sentence: `Lambda may not take the role of ${role}`,
      ...take('lambda.amazonaws.com', `${FUNCTION}on-sweep`, role),
    },
  ]),
  ...SCHEDULES.flatMap((role) => [
    {
      sentence: `the scheduler may not take the role of ${role} for another group of schedules`,
      ...take('scheduler.amazonaws.com', `arn:aws:scheduler:${HERE}:schedule-group/other`, role),
    },
    {
      sentence: `the scheduler may not take the role of ${role} for another account`,
      ...take('scheduler.amazonaws.com', `arn:aws:scheduler:${ELSEWHERE}:schedule-group/default`, role),
    },
  ]),
  ...[...TRIGGERS, ...TASKS].map((role) => ({
    sentence: `EC2 may not take the role of ${role}`,
    ...take('ec2.amazonaws.com', `arn:aws:ec2:${HERE}:instance/i-1`, role),
  })),
];

const STRANGE_RULE: Asker = { service: 'events.amazonaws.com', sourceArn: `arn:aws:events:${HERE}:rule/strange` };
const OWN_RULE: Asker = {
  service: 'events.amazonaws.com',
  sourceArn: `arn:aws:events:${HERE}:rule/rubato-demo-load-alarm`,
};
const OWN_ALARM: Asker = {
  service: 'cloudwatch.amazonaws.com',
  sourceArn: `arn:aws:cloudwatch:${HERE}:alarm:rubato-demo-load-web`,
};
const STRANGE_ALARM: Asker = {
  service: 'cloudwatch.amazonaws.com',
  sourceArn: `arn:aws:cloudwatch:${ELSEWHERE}:alarm:strange`,
};
const WITHOUT_TLS = { 'aws:SecureTransport': 'false' };

/** What hangs on the queues, the topic, the key and the functions. */
const RESOURCES: readonly Refusal[] = [
  ...['on-metric-alarm', 'on-instance-event', 'on-sweep'].map((name) =>
    refuse(
      STRANGE_RULE,
      `invoke ${name} for a rule that is not ours`,
      access('lambda:InvokeFunction', `${FUNCTION}${name}`),
    ),
  ),
  refuse(
    OWN_RULE,
    'invoke on-instance-event for the rule of load alarms',
    access('lambda:InvokeFunction', `${FUNCTION}on-instance-event`),
  ),
  refuse(
    STRANGE_RULE,
    'send to the queue of what was not delivered for a rule that is not ours',
    access('sqs:SendMessage', `${QUEUE}undelivered`),
  ),
  refuse(OWN_RULE, 'send to the queue of failed invocations', access('sqs:SendMessage', `${QUEUE}failed-invocations`)),
  refuse(OWN_RULE, 'read the queue of what was not delivered', access('sqs:ReceiveMessage', `${QUEUE}undelivered`)),
  refuse(
    'tiers-0',
    'send to the queue of what was not delivered without TLS',
    access('sqs:SendMessage', `${QUEUE}undelivered`, WITHOUT_TLS),
  ),
  refuse(
    'on-sweep',
    'send to the queue of failed invocations without TLS',
    access('sqs:SendMessage', `${QUEUE}failed-invocations`, WITHOUT_TLS),
  ),
  refuse(OWN_RULE, 'publish to the topic of alarms', access('sns:Publish', TOPIC)),
  refuse(STRANGE_ALARM, 'publish to the topic of alarms for another account', access('sns:Publish', TOPIC)),
  refuse(OWN_ALARM, 'publish to the topic of alarms without TLS', access('sns:Publish', TOPIC, WITHOUT_TLS)),
  refuse(STRANGE_ALARM, 'use the key for another account', (world) => access('kms:GenerateDataKey', keyArn(world))),
  refuse(OWN_ALARM, 'delete the key', (world) => access('kms:ScheduleKeyDeletion', keyArn(world))),
];

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
