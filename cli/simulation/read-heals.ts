import type { HealReport } from '../report/report.ts';
import { type HungInstance, namePrefix, type Rehearsal } from './rehearsal.ts';

/** What each execution of heal-instance came to. */
export const readHeals = ({ cloud, blueprint }: Rehearsal, hung: readonly HungInstance[]): HealReport[] => {
  const name = `${namePrefix(blueprint)}-heal-instance`;
  const machine = [...cloud.states.model.stateMachines].find((candidate) => candidate.name === name);
  if (machine === undefined) return [];
  return cloud.states.model.executionsOf(machine).flatMap((execution): HealReport[] => {
    const { tierId, instanceId } = execution.input as { readonly tierId: string; readonly instanceId: string };
    if (execution.endedAtMs === undefined) return [];
    const { outcome } = (execution.output ?? {}) as { readonly outcome?: string };
    return [
      {
        tierId,
        instanceId,
        execution: execution.identity.arn,
        outcome: outcome ?? execution.status,
        hungAtMs: hung.find((instance) => instance.instanceId === instanceId)?.atMs ?? null,
        endedAtMs: execution.endedAtMs,
      },
    ];
  });
};
