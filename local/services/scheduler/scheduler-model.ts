import { AwsError, type Kernel } from '../../kernel.ts';
import type { Schedule } from './schedule.ts';

/** The schedules of the account, by group. */
export class SchedulerModel {
  readonly kernel: Kernel;
  readonly groups = new Map<string, Map<string, Schedule>>([['default', new Map()]]);

  constructor(kernel: Kernel) {
    this.kernel = kernel;
  }

  add(schedule: Schedule): void {
    const group = this.groups.get(schedule.group);
    if (group === undefined) throw new Error(`the schedule group ${schedule.group} does not exist`);
    if (group.has(schedule.name))
      throw new Error(`the group ${schedule.group} already has a schedule named ${schedule.name}`);
    group.set(schedule.name, schedule);
  }

  remove(name: string, group = 'default'): void {
    this.groups.get(group)?.delete(name);
  }

  /** Whether it is this schedule that its name stands for, and not one that took its place. */
  holds(schedule: Schedule): boolean {
    return this.groups.get(schedule.group)?.get(schedule.name) === schedule;
  }

  /** @throws `AwsError` ResourceNotFoundException */
  find(name: string, group = 'default'): Schedule {
    const schedule = this.groups.get(group)?.get(name);
    if (schedule === undefined) {
      throw new AwsError('ResourceNotFoundException', `Schedule ${name} does not exist.`, 404);
    }
    return schedule;
  }

  arnOf(resource: string): string {
    const { partition, region, account } = this.kernel;
    return `arn:${partition}:scheduler:${region}:${account}:${resource}`;
  }
}
