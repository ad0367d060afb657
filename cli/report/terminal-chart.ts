import { count } from './format.ts';
import type { MinuteRow } from './report.ts';

const BLOCKS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const;

const COLUMNS_MIN = 24;

export interface ChartOptions {
  /** Columns of the terminal that may be used. */
  readonly columns: number;
  readonly servedPerInstancePerMinute: number;
  /** Writes an instant under the axis. */
  readonly label: (ms: number) => string;
}

/** Load, capacity and what was not served as three bars of blocks on one time axis. */
export const terminalChart = (series: readonly MinuteRow[], options: ChartOptions): string[] => {
  const margin = 28;
  const room = Math.max(COLUMNS_MIN, options.columns - margin);
  // A short run is stretched: as many columns for each minute.
  const width = series.length > room ? room : series.length * Math.floor(room / series.length);
  const columns = Array.from({ length: width }, (_, index) => {
    const first = Math.floor((index * series.length) / width);
    return series.slice(first, Math.max(first + 1, Math.floor(((index + 1) * series.length) / width)));
  });
  const load = columns.map((rows) => peak(rows, (row) => row.requests));
  const capacity = columns.map((rows) => peak(rows, (row) => row.ready * options.servedPerInstancePerMinute));
  const top = Math.max(1, ...load, ...capacity);
  const isShort = columns.map((rows) => rows.some((row) => row.unserved > 0));
  const line = (name: string, values: readonly number[], note: string): string =>
    `${name.padEnd(10)}${values.map((value) => block(value / top)).join('')}  ${note}`;
  return [
    line('load', load, `peak ${count(Math.max(...load))}/min`),
    line('capacity', capacity, `peak ${count(Math.max(...capacity))}/min`),
    `${'unserved'.padEnd(10)}${isShort.map((short) => (short ? '!' : '·')).join('')}`,
    `${''.padEnd(10)}${axis(series, width, options.label)}`,
  ];
};

const block = (share: number): string =>
  share <= 0 ? ' ' : (BLOCKS[Math.min(BLOCKS.length - 1, Math.floor(share * BLOCKS.length))] as string);

const peak = (rows: readonly MinuteRow[], of: (row: MinuteRow) => number): number => Math.max(0, ...rows.map(of));

const axis = (series: readonly MinuteRow[], width: number, label: (ms: number) => string): string => {
  const every = 14;
  let text = '';
  for (let column = 0; column + every / 2 < width; column += every) {
    const index = Math.floor((column * series.length) / width);
    const row = series[index];
    // The mark stands where the minute begins.
    const begins = Math.ceil((index * width) / series.length);
    if (row !== undefined && begins >= text.length) text = `${text.padEnd(begins)}│${label(row.minuteMs)} `;
  }
  return text.trimEnd();
};
