import type { Activity, Counts } from '../report/report.ts';
import type { Rehearsal } from './rehearsal.ts';

/** How often everything was used up to now, warm-up included. */
export const readActivity = ({ cloud }: Pick<Rehearsal, 'cloud'>): Activity => {
  const { journal } = cloud.kernel;
  const counts = journal.counts();
  const executions: Record<string, number> = {};
  for (const { kind, subject, detail } of journal.entries) {
    if (kind === 'execution' && detail['status'] === 'RUNNING') executions[subject] = (executions[subject] ?? 0) + 1;
  }
  return {
    invocations: counts.invocation,
    calls: counts.call,
    executions,
    transitions: counts.transition,
    alarmChanges: counts.alarm,
  };
};

/** What was used since an earlier reading: a warm-up is no part of the hours that a report is about. */
export const activitySince = (before: Activity, now: Activity): Activity => ({
  invocations: increase(before.invocations, now.invocations),
  calls: increase(before.calls, now.calls),
  executions: increase(before.executions, now.executions),
  transitions: increase(before.transitions, now.transitions),
  alarmChanges: increase(before.alarmChanges, now.alarmChanges),
});

const increase = (before: Counts, now: Counts): Counts =>
  Object.fromEntries(
    Object.entries(now)
      .map(([name, value]) => [name, value - (before[name] ?? 0)] as const)
      .filter(([, value]) => value > 0),
  );
