import { nextInRecurrence } from '../../events/schedule/next-in-recurrence.ts';
import { invokeTarget } from './invoke-target.ts';
import type { Schedule } from './schedule.ts';
import type { SchedulerModel } from './scheduler-model.ts';

/**
 * Run a schedule on the virtual clock until it ends. AWS invokes within the minute after the scheduled second; here it is
 * that second. A rate begins at its start date, without one at once, and then keeps its period.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
 */
export const runSchedule = (model: SchedulerModel, schedule: Schedule): void => {
  const { kernel } = model;
  const { clock, random, faults } = kernel;
  if (!schedule.isEnabled) return;
  const { recurrence, windowMinutes, endAtMs } = schedule;
  // One-time schedules ignore both dates.
  const [startAtMs, untilMs] = recurrence.kind === 'at' ? [undefined, undefined] : [schedule.startAtMs, endAtMs];
  const anchorMs = startAtMs ?? clock.nowMs;

  const arm = (afterMs: number): void => {
    const atMs = nextInRecurrence(recurrence, anchorMs, afterMs);
    if (atMs === undefined || (untilMs !== undefined && atMs > untilMs)) return;
    clock.at(atMs, () => {
      if (!model.holds(schedule)) return;
      arm(atMs);
      const invokeAtMs = atMs + Math.floor(windowMinutes === 0 ? 0 : random.next() * windowMinutes * 60_000);
      const times = faults.deliveries({ rule: schedule.name, source: 'aws.scheduler', detailType: 'Scheduled Event' });
      for (let copy = 0; copy < times; copy++) clock.at(invokeAtMs, () => invokeTarget(kernel, schedule, atMs));
    });
  };
  // An occurrence at the very start counts.
  arm(Math.max(anchorMs, clock.nowMs) - 1);
};
