import type { OutcomeRow } from '../report/report.ts';
import { namePrefix, type Rehearsal } from './rehearsal.ts';

/** What each execution of scale-tier came to, in order of time. */
export const readOutcomes = ({ cloud, blueprint }: Rehearsal): OutcomeRow[] => {
  const name = `${namePrefix(blueprint)}-scale-tier`;
  const machine = [...cloud.states.model.stateMachines].find((candidate) => candidate.name === name);
  if (machine === undefined) return [];
  return cloud.states.model
    .executionsOf(machine)
    .flatMap((execution): OutcomeRow[] => {
      if (execution.endedAtMs === undefined) return [];
      const { tierId, targetVersion } = execution.input as { readonly tierId: string; readonly targetVersion: number };
      const { outcome } = (execution.output ?? {}) as { readonly outcome?: string };
      return [{ tierId, targetVersion, outcome: outcome ?? execution.status, atMs: execution.endedAtMs }];
    })
    .toSorted((a, b) => a.atMs - b.atMs);
};
