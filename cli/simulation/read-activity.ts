import type { Activity } from '../report/report.ts';
import type { Rehearsal } from './rehearsal.ts';

/** How often everything was used, warm-up included. */
export const readActivity = ({ cloud }: Rehearsal): Activity => {
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
