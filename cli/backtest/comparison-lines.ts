import { percent } from '../report/format.ts';
import { terminalTable } from '../report/text-table.ts';
import type { Comparison } from './compare-assembly.ts';

/** A comparison for a terminal: how alike the two are, and every tick at which they are not. */
export const comparisonLines = ({ ticks, equal, farthest, differences }: Comparison, name: string): string[] => [
  `${name}: the backtest and the whole assembly want the same size at ${equal} of ${ticks} ticks (${percent(equal / ticks)}), and are at most ${farthest} apart`,
  ...(differences.length === 0
    ? []
    : [
        '',
        ...terminalTable({
          header: ['tick', 'backtest', 'assembly'],
          rows: differences.map(({ tick, backtest, assembly }) => [`${tick}`, `${backtest}`, `${assembly}`]),
        }).map((line, index) => (index === 0 ? `${line}  cause` : `${line}  ${differences[index - 1]?.cause}`)),
      ]),
];
