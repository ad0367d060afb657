import {
  access,
  ELSEWHERE,
  FUNCTION,
  HERE,
  keyArn,
  MACHINE,
  MACHINES,
  QUEUE,
  type Refusal,
  refuse,
  SCHEDULES,
  TASKS,
  TOPIC,
  TRIGGERS,
} from './refusal.ts';
import type { Asker } from './strangers.ts';

const take = (service: string, sourceArn: string, role: string): Omit<Refusal, 'sentence'> => ({
  asker: { service, sourceArn },
  question: (world) => ({ call: ['sts', 'AssumeRole', { RoleArn: world.roleArn(role), RoleSessionName: 'question' }] }),
});

/** Who may not take our roles. */
export const TRUST: readonly Refusal[] = [
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
export const RESOURCES: readonly Refusal[] = [
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
  refuse(OWN_RULE, 'publish to the topic of alarms without TLS', access('sns:Publish', TOPIC, WITHOUT_TLS)),
  refuse(STRANGE_ALARM, 'publish to the topic of alarms for another account', access('sns:Publish', TOPIC)),
  refuse(OWN_ALARM, 'publish to the topic of alarms without TLS', access('sns:Publish', TOPIC, WITHOUT_TLS)),
  refuse(STRANGE_ALARM, 'use the key for another account', (world) => access('kms:GenerateDataKey', keyArn(world))),
  refuse(OWN_RULE, 'delete the key', (world) => access('kms:ScheduleKeyDeletion', keyArn(world))),
  refuse(OWN_ALARM, 'delete the key', (world) => access('kms:ScheduleKeyDeletion', keyArn(world))),
];
