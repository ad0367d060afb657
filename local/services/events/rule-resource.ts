import { physicalName } from '../../assembly/physical-name.ts';
import { ResourceProperties } from '../../assembly/resource-properties.ts';
import { compilePattern } from '../../events/pattern/compile-pattern.ts';
import { parseScheduleExpression } from '../../events/schedule/parse-schedule-expression.ts';
import type { ResourceProvider, ResourceRequest } from '../../kernel.ts';
import type { EventBus } from './event-bus.ts';
import type { EventsModel } from './events-model.ts';
import { readTarget } from './read-target.ts';
import type { Rule } from './rule.ts';
import { runSchedule } from './run-schedule.ts';

const TYPE = 'AWS::Events::Rule';
const KNOWN = ['Description', 'EventBusName', 'EventPattern', 'Name', 'ScheduleExpression', 'State', 'Tags', 'Targets'];
const STATES = ['ENABLED', 'DISABLED', 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS'];

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html */
const PATTERN_CHARACTERS_MAX = 2048;
const TARGETS_MAX = 5;
const NAME_CHARACTERS_MAX = 64;

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-events-rule.html */
export const ruleResource = (model: EventsModel): ResourceProvider => ({
  type: TYPE,
  replacedBy: ['EventBusName', 'Name'],
  create: (request) => {
    const properties = ResourceProperties.of(TYPE, request, KNOWN);
    const bus = model.findBus(properties.text('EventBusName'));
    const rule = readRule(model, bus, properties, request);
    bus.add(rule);
    runSchedule(model, rule);
    return { ref: bus.name === 'default' ? rule.name : `${bus.name}|${rule.name}`, attributes: { Arn: rule.arn } };
  },
  delete: ({ ref, properties }) =>
    model.findBus(properties['EventBusName'] as string | undefined).remove(ref.slice(ref.lastIndexOf('|') + 1)),
});

const readRule = (
  model: EventsModel,
  bus: EventBus,
  properties: ResourceProperties,
  request: ResourceRequest,
): Rule => {
  const place = `${TYPE} ${request.logicalId}`;
  const state = properties.text('State', 'ENABLED');
  if (!STATES.includes(state)) throw new Error(`${place}: State is ${state}; it must be one of ${STATES.join(', ')}`);
  const name = properties.text('Name') ?? physicalName(model.kernel.random, request, NAME_CHARACTERS_MAX);
  const pattern = readPattern(request.properties['EventPattern'], place);
  const schedule = readSchedule(properties.text('ScheduleExpression'), bus, place);
  if (pattern === undefined && schedule === undefined) {
    throw new Error(`${place} has neither EventPattern nor ScheduleExpression; it must have one`);
  }
  return {
    name,
    arn: model.arnOf(bus.name === 'default' ? `rule/${name}` : `rule/${bus.name}/${name}`),
    description: properties.text('Description'),
    pattern,
    schedule,
    targets: readTargets(properties, request, place),
    isEnabled: state !== 'DISABLED',
  };
};

const readPattern = (value: unknown, place: string): Rule['pattern'] => {
  if (value === undefined) return undefined;
  const text = JSON.stringify(value);
  if (text.length > PATTERN_CHARACTERS_MAX) {
    throw new Error(
      `${place}: EventPattern has ${text.length} characters; at most ${PATTERN_CHARACTERS_MAX} are allowed`,
    );
  }
  return { text, compiled: compilePattern(value) };
};

const readSchedule = (text: string | undefined, bus: EventBus, place: string): Rule['schedule'] => {
  if (text === undefined) return undefined;
  if (bus.name !== 'default')
    throw new Error(`${place} has a schedule on the bus ${bus.name}; only the default bus has schedules`);
  return { text, recurrence: parseScheduleExpression(text, 'UTC', 'rule') };
};

const readTargets = (properties: ResourceProperties, request: ResourceRequest, place: string): Rule['targets'] => {
  const raw = [request.properties['Targets'] ?? []].flat() as readonly object[];
  if (raw.length > TARGETS_MAX)
    throw new Error(`${place} has ${raw.length} targets; at most ${TARGETS_MAX} are allowed`);
  return properties
    .parts('Targets')
    .map((target, index) => readTarget(target, raw[index] ?? {}, `${place}, target ${index + 1}`));
};
