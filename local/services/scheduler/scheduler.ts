import type { Kernel, ServiceModule } from '../../kernel.ts';
import { getSchedule } from './get-schedule.ts';
import { scheduleGroupResource } from './schedule-group-resource.ts';
import { scheduleResource } from './schedule-resource.ts';
import { SchedulerModel } from './scheduler-model.ts';

/** EventBridge Scheduler: schedules that invoke a target with a role of their own. */
export const createScheduler = (kernel: Kernel): ServiceModule => {
  const model = new SchedulerModel(kernel);
  return {
    service: {
      name: 'scheduler',
      integration: { name: 'scheduler', errorPrefix: 'Scheduler' },
      operations: { GetSchedule: getSchedule(model) },
    },
    resources: [scheduleResource(model), scheduleGroupResource(model)],
  };
};
