import { physicalName } from '../../assembly/physical-name.ts';
import { ResourceProperties } from '../../assembly/resource-properties.ts';
import type { ResourceProvider } from '../../kernel.ts';
import type { SchedulerModel } from './scheduler-model.ts';

const TYPE = 'AWS::Scheduler::ScheduleGroup';
const NAME_CHARACTERS_MAX = 64;

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-scheduler-schedulegroup.html */
export const scheduleGroupResource = (model: SchedulerModel): ResourceProvider => ({
  type: TYPE,
  replacedBy: ['Name'],
  create: (request) => {
    const properties = ResourceProperties.of(TYPE, request, ['Name', 'Tags']);
    const name = properties.text('Name') ?? physicalName(model.kernel.random, request, NAME_CHARACTERS_MAX);
    if (model.groups.has(name)) throw new Error(`${TYPE} ${request.logicalId}: the group ${name} already exists`);
    model.groups.set(name, new Map());
    const date = new Date(model.kernel.clock.nowMs).toISOString();
    const Arn = model.arnOf(`schedule-group/${name}`);
    return { ref: name, attributes: { Arn, CreationDate: date, LastModificationDate: date, State: 'ACTIVE' } };
  },
  /** Tags are all that can change in place. */
  update: (_request, { ref, attributes }) => ({ ref, attributes }),
  delete: ({ ref }) => {
    model.groups.delete(ref);
  },
});
