import { clockTime, count } from './format.ts';
import type { MinuteRow, Report, TierReport } from './report.ts';
import { type Step, stepAreas, stepLine } from './step-path.ts';
import { timeTicks } from './time-ticks.ts';
import { linearScale, logarithmicScale, type ValueScale } from './value-scale.ts';

const WIDTH = 1200;
const LEFT = 112;
const RIGHT = 40;
const LEGEND_STEP = 80;
const GAP = 30;
/** Room for the keys of the decisions under the last panel. */
const KEYS = 10;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

interface Panel {
  readonly title: string;
  readonly height: number;
  readonly scale: (values: readonly number[]) => ValueScale;
  readonly lines: readonly {
    readonly name: string;
    readonly className: string;
    /** What is below the line is filled. */
    readonly isArea?: true;
    readonly of: (row: MinuteRow) => number;
  }[];
}

const PANELS: readonly Panel[] = [
  {
    title: 'requests a minute',
    height: 150,
    scale: linearScale,
    lines: [
      { name: 'load', className: 'load', of: (row) => row.requests },
      { name: 'unserved', className: 'unserved', isArea: true, of: (row) => row.unserved },
    ],
  },
  {
    title: 'instances',
    height: 150,
    scale: linearScale,
    lines: [
      { name: 'running', className: 'running', isArea: true, of: (row) => row.running },
      { name: 'ready', className: 'ready', of: (row) => row.ready },
      { name: 'desired', className: 'desired', of: (row) => row.desired },
    ],
  },
  {
    title: 'p95 latency, ms (logarithmic)',
    height: 100,
    scale: logarithmicScale,
    lines: [{ name: 'p95', className: 'latency', of: (row) => row.p95LatencyMs }],
  },
];

/** Load, sizes, latency, decisions and sleep over one another on one time axis. */
export const timelineSvg = (report: Report, tier: TierReport): string => {
  const { series, tierId } = tier;
  const startMs = report.run.startMs;
  const endMs = startMs + report.run.hours * HOUR_MS;
  const x = (ms: number): number => LEFT + ((ms - startMs) / (endMs - startMs)) * (WIDTH - LEFT - RIGHT);

  const parts: string[] = [];
  let top = 20;
  for (const panel of PANELS) {
    parts.push(panelSvg(panel, series, top, x));
    top += panel.height + GAP;
  }
  top += KEYS;
  parts.push(stripSvg('decisions', top, decisionMarks(report, tierId, x, top)), decisionKeys(tierId, top));
  top += 34;
  for (const environment of report.environments) {
    const bars = environment.asleep
      .map(({ fromMs, untilMs }) => {
        const from = x(Math.max(fromMs, startMs));
        const width = Math.max(1, x(Math.min(untilMs, endMs)) - from);
        return `<rect class="asleep" x="${from.toFixed(1)}" y="${top - 12}" width="${width.toFixed(1)}" height="14"><title>${environment.environmentId} asleep</title></rect>`;
      })
      .join('');
    parts.push(stripSvg(`${environment.environmentId} asleep`, top, bars));
    top += 34;
  }
  parts.unshift(axisSvg(report, x, top));
  return `<svg class="timeline" data-tier="${tierId}" data-start="${startMs}" data-end="${endMs}" data-left="${LEFT}" data-right="${WIDTH - RIGHT}" viewBox="0 0 ${WIDTH} ${top + 14}" role="img" aria-label="Load, sizes, decisions and sleep over time">
${parts.join('\n')}
<line class="cursor" x1="0" x2="0" y1="10" y2="${top - 14}" visibility="hidden"/>
</svg>`;
};

const panelSvg = (panel: Panel, series: readonly MinuteRow[], top: number, x: (ms: number) => number): string => {
  const { ticks, share } = panel.scale(panel.lines.flatMap(({ of }) => series.map(of)));
  const y = (value: number): number => top + panel.height * (1 - share(value));
  const lines = panel.lines.map(({ name, className, isArea, of }) => {
    const steps = series.map(
      (row): Step => ({ from: x(row.minuteMs), to: x(row.minuteMs + MINUTE_MS), y: y(of(row)) }),
    );
    const path = isArea ? stepAreas(steps, top + panel.height) : stepLine(steps);
    return `<path class="${className}" d="${path}"><title>${name}</title></path>`;
  });
  const legend = panel.lines.map(
    ({ name, className }, index) =>
      `<text class="key ${className}" x="${WIDTH - RIGHT - LEGEND_STEP * (panel.lines.length - 1 - index)}" y="${top - 5}" text-anchor="end">${name}</text>`,
  );
  const grid = ticks.map(
    (value) =>
      `<line class="grid" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y(value)}" y2="${y(value)}"/><text class="tick" x="${LEFT - 6}" y="${y(value) + 4}" text-anchor="end">${count(value)}</text>`,
  );
  return `<text class="title" x="${LEFT}" y="${top - 5}">${panel.title}</text>${legend.join('')}${grid.join('')}${lines.join('')}`;
};

const decisionMarks = (report: Report, tierId: string, x: (ms: number) => number, top: number): string =>
  report.decisions
    .filter(({ action }) => action !== 'hold')
    .map(({ atMs, subject, action, text }) => {
      const isOurs = subject === `tier ${tierId}`;
      return `<line class="mark ${isOurs ? 'own' : 'other'}" x1="${x(atMs).toFixed(1)}" x2="${x(atMs).toFixed(1)}" y1="${top - 12}" y2="${top + 2}"><title>${action}: ${text.replace(/[&<>]/g, '')}</title></line>`;
    })
    .join('');

/** What the colours of the marks mean. */
const decisionKeys = (tierId: string, top: number): string =>
  `<text class="key own" x="${WIDTH - RIGHT - LEGEND_STEP}" y="${top - 16}" text-anchor="end">tier ${tierId}</text>` +
  `<text class="key other" x="${WIDTH - RIGHT}" y="${top - 16}" text-anchor="end">others</text>`;

const stripSvg = (title: string, top: number, content: string): string =>
  `<text class="tick" x="${LEFT - 6}" y="${top}" text-anchor="end">${title}</text><line class="grid" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${top + 2}" y2="${top + 2}"/>${content}`;

const axisSvg = (report: Report, x: (ms: number) => number, bottom: number): string => {
  const { startMs, hours, timeZone } = report.run;
  const at = clockTime(timeZone);
  return timeTicks(startMs, startMs + hours * HOUR_MS, timeZone)
    .map((ms) => {
      const place = x(ms).toFixed(1);
      return `<line class="hour" x1="${place}" x2="${place}" y1="14" y2="${bottom - 14}"/><text class="tick" x="${place}" y="${bottom + 4}" text-anchor="middle">${at(ms)}</text>`;
    })
    .join('');
};
