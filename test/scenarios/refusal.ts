import type { AccessRequest } from '../../local/kernel.ts';
import type { Asker, Question, StrangeWorld } from './strangers.ts';

/** Something that somebody must not be able to do. */
export interface Refusal {
  readonly sentence: string;
  readonly asker: Asker;
  readonly question: (world: StrangeWorld) => Question;
}

export const HERE = 'eu-west-1:123456789012';
export const ELSEWHERE = 'eu-west-1:999999999999';
export const FUNCTION = `arn:aws:lambda:${HERE}:function:rubato-demo-`;
export const MACHINE = `arn:aws:states:${HERE}:stateMachine:rubato-demo-`;
export const QUEUE = `arn:aws:sqs:${HERE}:rubato-demo-`;
export const TOPIC = `arn:aws:sns:${HERE}:rubato-demo-alarms`;

export const TIER_SWEEPS = ['on-sweep', 'on-metric-alarm'];
export const HEALERS = ['on-health-sweep', 'on-instance-event'];
export const TRIGGERS = [...TIER_SWEEPS, 'on-environment-sweep', ...HEALERS];
export const TASKS = ['check-fleet', 'find-groups', 'check-stage', 'check-replacement'];
export const ENVIRONMENT_MACHINES = ['sleep-environment', 'wake-environment'];
export const MACHINES = ['scale-tier', ...ENVIRONMENT_MACHINES, 'heal-instance'];
export const SCHEDULES = ['tiers-0', 'environments', 'health-0'];
export const EVERYBODY = [...TRIGGERS, ...TASKS, ...MACHINES, ...SCHEDULES];
export const TABLE_USERS = [...TRIGGERS, 'find-groups', ...MACHINES];

export const refuse = (asker: Asker, what: string, question: Refusal['question'] | Question): Refusal => ({
  sentence: `${typeof asker === 'string' ? asker : asker.service} may not ${what}`,
  asker,
  question: typeof question === 'function' ? question : () => question,
});
export const access = (action: string, resource: string, context?: AccessRequest['context']): Question => ({
  access: { action, resource, ...(context && { context }) },
});

/** What the embedded cloud made with a name that is not known beforehand. */
export const tableArn = ({ world }: StrangeWorld): string =>
  `arn:aws:dynamodb:${HERE}:table/${world.rehearsal.tableName}`;
export const keyArn = ({ world }: StrangeWorld): string =>
  world.cloud.dynamodb.database.find(world.rehearsal.tableName)?.definition.kmsKeyArn ?? 'no key';
