import type { DecisionSubject } from '../../functions/ports/decision-trail.ts';
import type { OutcomeRow } from '../report/report.ts';
import { namePrefix, type Rehearsal } from './rehearsal.ts';

/** Who an execution of each state machine was for, and the fence that it carried. */
const SUBJECTS: Readonly<Record<string, (input: Input) => DecisionSubject & Pick<OutcomeRow, 'version'>>> = {
  'scale-tier': ({ tierId, targetVersion }) => ({ kind: 'scale', id: tierId, version: targetVersion }),
  'heal-instance': ({ tierId, epoch }) => ({ kind: 'heal', id: tierId, version: epoch }),
  'sleep-environment': ({ environmentId, epoch }) => ({ kind: 'environment', id: environmentId, version: epoch }),
  'wake-environment': ({ environmentId, epoch }) => ({ kind: 'environment', id: environmentId, version: epoch }),
};

interface Input {
  readonly tierId: string;
  readonly environmentId: string;
  readonly targetVersion: number;
  readonly epoch: number;
}

/** What each execution came to, in order of time. */
export const readOutcomes = ({ cloud, blueprint }: Rehearsal): OutcomeRow[] => {
  const { model } = cloud.states;
  return [...model.stateMachines]
    .flatMap((machine) => {
      const subjectOf = SUBJECTS[machine.name.slice(namePrefix(blueprint).length + 1)];
      if (subjectOf === undefined) return [];
      return model.executionsOf(machine).flatMap(({ input, output, status, endedAtMs }): OutcomeRow[] => {
        if (endedAtMs === undefined) return [];
        const { outcome } = (output ?? {}) as { readonly outcome?: string };
        return [{ ...subjectOf(input as unknown as Input), outcome: outcome ?? status, atMs: endedAtMs }];
      });
    })
    .toSorted((a, b) => a.atMs - b.atMs);
};
