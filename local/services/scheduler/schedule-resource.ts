import { physicalName } from '../../assembly/physical-name.ts';
import { ResourceProperties } from '../../assembly/resource-properties.ts';
import { readRetryPolicy } from '../../events/delivery/read-retry-policy.ts';
import { parseScheduleExpression } from '../../events/schedule/parse-schedule-expression.ts';
import type { ResourceProvider, ResourceRequest } from '../../kernel.ts';
import { runSchedule } from './run-schedule.ts';
import type { Schedule, ScheduleTarget } from './schedule.ts';
import { scheduleCall } from './schedule-call.ts';
import type { SchedulerModel } from './scheduler-model.ts';

const TYPE = 'AWS::Scheduler::Schedule';
const KNOWN = [
  'Description',
  'EndDate',
  'FlexibleTimeWindow',
  'GroupName',
  'Name',
  'ScheduleExpression',
  'ScheduleExpressionTimezone',
  'StartDate',
  'State',
  'Target',
];
const TARGET_KNOWN = ['Arn', 'DeadLetterConfig', 'EventBridgeParameters', 'Input', 'RetryPolicy', 'RoleArn'];
const NAME_CHARACTERS_MAX = 64;

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-scheduler-schedule.html */
export const scheduleResource = (model: SchedulerModel): ResourceProvider => ({
  type: TYPE,
  replacedBy: ['GroupName', 'Name'],
  create: (request) => {
    const schedule = readSchedule(model, ResourceProperties.of(TYPE, request, KNOWN), request);
    model.add(schedule);
    runSchedule(model, schedule);
    return { ref: schedule.name, attributes: { Arn: schedule.arn } };
  },
  delete: ({ ref, properties }) => model.remove(ref, properties['GroupName'] as string | undefined),
});

const readSchedule = (model: SchedulerModel, properties: ResourceProperties, request: ResourceRequest): Schedule => {
  const place = `${TYPE} ${request.logicalId}`;
  const name = properties.text('Name') ?? physicalName(model.kernel.random, request, NAME_CHARACTERS_MAX);
  const group = properties.text('GroupName', 'default');
  const expression = properties.requiredText('ScheduleExpression');
  const timeZone = properties.text('ScheduleExpressionTimezone', 'UTC');
  return {
    name,
    group,
    arn: model.arnOf(`schedule/${group}/${name}`),
    groupArn: model.arnOf(`schedule-group/${group}`),
    expression,
    timeZone,
    recurrence: parseScheduleExpression(expression, timeZone, 'scheduler'),
    startAtMs: readDate(properties, 'StartDate', place),
    endAtMs: readDate(properties, 'EndDate', place),
    windowMinutes: readWindow(properties, place),
    isEnabled: oneOf(properties.text('State', 'ENABLED'), ['ENABLED', 'DISABLED'], `${place}: State`) === 'ENABLED',
    target: readTarget(properties, request, place),
  };
};

const readDate = (properties: ResourceProperties, name: string, place: string): number | undefined => {
  const text = properties.text(name);
  if (text === undefined) return undefined;
  const atMs = Date.parse(text);
  if (Number.isNaN(atMs))
    throw new Error(`${place}: ${name} is ${text}; it must be a date such as 2026-01-05T08:00:00Z`);
  return atMs;
};

const readWindow = (properties: ResourceProperties, place: string): number => {
  const window = properties.part('FlexibleTimeWindow');
  const mode = oneOf(window?.requiredText('Mode') ?? '', ['OFF', 'FLEXIBLE'], `${place}: FlexibleTimeWindow.Mode`);
  if (mode === 'OFF') return 0;
  const minutes = window?.number('MaximumWindowInMinutes') ?? 0;
  if (minutes < 1 || minutes > 1440) {
    throw new Error(`${place}: MaximumWindowInMinutes is ${minutes}; it must be within 1-1440`);
  }
  return minutes;
};

const readTarget = (properties: ResourceProperties, request: ResourceRequest, place: string): ScheduleTarget => {
  const raw = Object(request.properties['Target']) as Readonly<Record<string, unknown>>;
  const unknown = Object.keys(raw).find((name) => !TARGET_KNOWN.includes(name));
  if (unknown !== undefined)
    throw new Error(`${place}: the embedded cloud does not know the property Target.${unknown}`);
  const target = properties.part('Target');
  if (target === undefined) throw new Error(`${place} has no Target; it must have one`);
  const arn = target.requiredText('Arn');
  return {
    arn,
    roleArn: target.requiredText('RoleArn'),
    input: target.text('Input', '{}'),
    call: scheduleCall(arn, target.part('EventBridgeParameters')),
    retryPolicy: readRetryPolicy(target, place),
    deadLetterArn: target.part('DeadLetterConfig')?.text('Arn'),
  };
};

const oneOf = (value: string, allowed: readonly string[], place: string): string => {
  if (allowed.includes(value)) return value;
  throw new Error(`${place} is ${JSON.stringify(value)}; it must be ${allowed.join(' or ')}`);
};
