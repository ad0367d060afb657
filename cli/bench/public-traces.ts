import { costTable, detailTable, policiesByTrace } from '../backtest/backtest-tables.ts';
import type { Host } from '../host.ts';
import { markdownTable } from '../report/text-table.ts';
import type { Trace } from '../trace/trace.ts';
import { oursTable } from './ours-table.ts';
import { runCandidates } from './run-candidates.ts';
import type { Section } from './section.ts';

/** At so few requests a minute a fleet of 20 sees little but the noise of counting. */
const NEARLY_NOISE = ['nasa_jul95', 'nab_elb'];

/** The peers, ours and LOOK over the public traces. */
export const publicTraces = async (traces: readonly Trace[], host: Host): Promise<Section> => {
  const result = await runCandidates(traces, host);
  return {
    title: 'Policies on recorded traffic',
    lines: [
      `${traces.length} traces, a mean of 20 instances, 4 ticks from a launch to its first tick served, 2 to drain. J20 and J100 are the cost at that`,
      'price of unserved load beside perfect foresight, which is 1. Fixed is the best one setting (in brackets) for all traces, hindsight the best of',
      'each trace, which nobody knows beforehand. J and cost are geometric means, lost and under means over the traces, launches sums; drained soon',
      'are launches drained within 6 ticks of becoming ready.',
      '',
      ...markdownTable(costTable(result)),
      '',
      'Ours beside the best of all peers at the best fixed setting of each, and its launches beside those of LOOK (geometric mean by trace):',
      '',
      ...markdownTable(oursTable(result, NEARLY_NOISE)),
      '',
      ...markdownTable(detailTable(result)),
      '',
      'J100 by trace, each policy at its best fixed setting:',
      '',
      ...markdownTable(policiesByTrace(result, 'j100', NEARLY_NOISE)),
      '',
      'J20 by trace:',
      '',
      ...markdownTable(policiesByTrace(result, 'j20', NEARLY_NOISE)),
    ],
  };
};
