import { PEERS } from '../../core/scaling/candidates.ts';
import { summarize } from '../../core/scaling/compare-settings.ts';
import { nameOf, ratio, standingOf } from '../backtest/backtest-tables.ts';
import type { BacktestResult } from '../backtest/run-backtest.ts';
import type { Host } from '../host.ts';
import { markdownTable } from '../report/text-table.ts';
import type { Trace } from '../trace/trace.ts';
import { runCandidates } from './run-candidates.ts';
import type { Section } from './section.ts';

const PLANTS = [
  { name: '2 ticks to boot', bootTicks: 2 },
  { name: '10 ticks to boot', bootTicks: 10 },
  { name: 'a mean of 3 instances', meanInstances: 3 },
  { name: 'a mean of 300 instances', meanInstances: 300 },
] as const;

/** The same recordings on plants that no policy is told about. */
export const otherPlants = async (traces: readonly Trace[], host: Host): Promise<Section> => {
  const results: { readonly name: string; readonly result: BacktestResult }[] = [];
  for (const { name, ...plant } of PLANTS) {
    host.note(`on another plant: ${name}`);
    results.push({ name, result: await runCandidates(traces, host, plant) });
  }
  const policies = results[0]?.result.policies ?? [];
  return {
    title: 'Other plants',
    lines: [
      'J100 over the same traces, each policy at the one setting that is best on that plant. LOOK sees 4 ticks everywhere, also where a launch takes',
      'longer.',
      '',
      ...markdownTable({
        header: ['plant', ...policies.map(nameOf), 'best fixed peer', 'LOOK', 'ours, guard rails, beside that peer'],
        rows: results.map(({ name, result }) => [name, ...costsOf(result).map(ratio)]),
      }),
    ],
  };
};

/** J100 of each policy, of the best peer, and of LOOK; and ours, as it would be deployed, beside that peer. */
const costsOf = ({ policies, look }: BacktestResult): number[] => {
  const costs = policies.map((policy) => standingOf(policy, 'j100').fixed.summary.j100);
  const peers = costs.filter((_, index) => PEERS.some(({ name }) => name === policies[index]?.name));
  const best = Math.min(...peers);
  const ours = costs[policies.findIndex(({ hasGuardRails }) => hasGuardRails)] ?? Number.NaN;
  return [...costs, best, summarize(look).j100, ours / best];
};
