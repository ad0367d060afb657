import { blockedSuffix } from './blocked-suffix.ts';
import { faultLines } from './fault-lines.ts';
import {
  asleepNote,
  clockTime,
  count,
  counted,
  decimal,
  duration,
  HOURS_NOTE,
  hoursAndMinutes,
  latency,
  percent,
} from './format.ts';
import { otherTierLine, tierDecisions } from './other-tier-line.ts';
import type { Activity, Counts, Report, ShadowComparison, TierFigures, TierReport, TimedBaseline } from './report.ts';
import { terminalChart } from './terminal-chart.ts';
import { terminalTable } from './text-table.ts';
import { unhealedLines } from './unhealed-lines.ts';

export interface TerminalReportOptions {
  readonly columns: number;
  readonly servedPerInstancePerMinute: Readonly<Record<string, number>>;
  /** Decisions printed; the rest is in the files. */
  readonly decisions: number;
  /** Where the files are. */
  readonly folder: string;
}

/** The report as lines for a terminal, widest meaning first. */
export const terminalReport = (report: Report, options: TerminalReportOptions): string[] => {
  const at = clockTime(report.run.timeZone);
  return [
    '',
    `${report.run.trace}, ${hoursAndMinutes(report.run.hours)} from ${new Date(report.run.startMs).toISOString()}, times in ${report.run.timeZone}${report.run.timeZone === 'UTC' ? '' : ', those with a Z in UTC'}, with the switch on`,
    ...faultLines(report.run.faults),
    ...report.tiers.flatMap((tier) => [
      '',
      ...terminalChart(tier.series, {
        columns: options.columns,
        servedPerInstancePerMinute: options.servedPerInstancePerMinute[tier.tierId] ?? 1,
        label: at,
      }),
      '',
      ...figures(tier),
      ...(report.otherTiers.length === 0 ? [] : [`  ${tierDecisions(report, tier.tierId)}`]),
    ]),
    ...report.otherTiers.flatMap((tier) => ['', otherTierLine(report, tier)]),
    ...environments(report, at),
    ...heals(report, at),
    ...unhealedLines(report, options.folder).flatMap((line) => ['', line]),
    ...decisions(report, at, options.decisions),
    '',
    ...activity(report.activity, report.run.hours),
    `billed at rest as well: ${list(report.resources)}`,
    ...report.violations.map((violation) => `INVARIANT BROKEN  ${violation}`),
  ];
};

const figures = ({ tierId, figures: found, shadow }: TierReport): string[] => {
  const { staticPeak, targetTracking60, perfectForesight } = found.baselines;
  const row = (name: string, { instanceHours, unservedShare, p95LatencyMs }: TimedBaseline): string[] => [
    `  ${name}`,
    decimal(instanceHours),
    staticPeak.instanceHours === 0 ? '' : percent(instanceHours / staticPeak.instanceHours),
    percent(unservedShare),
    latency(p95LatencyMs),
  ];
  return [
    `tier ${tierId}: ${counted(found.requests, 'request')}, ${found.leastSize} to ${found.peakSize} instances ready, mean ${decimal(found.meanSize)}`,
    ...terminalTable({
      header: ['', 'instance-hours', 'of static peak', 'unserved', 'p95 latency'],
      rows: [
        row('rubato', found),
        row('static peak', staticPeak),
        row('target tracking 60 %', targetTracking60),
        row('perfect foresight', perfectForesight),
      ],
    }),
    `  ${HOURS_NOTE}`,
    ...(found.unservedAsleepShare === 0 ? [] : [`  ${asleepNote(found.unservedAsleepShare)}`]),
    ...atMax(found),
    ...(shadow === null ? [] : shadowLines(shadow)),
  ];
};

/** What is not served while a tier is at its max is the max's doing, in every row alike. */
const atMax = ({ max, hoursAtMax }: TierFigures): string[] =>
  hoursAtMax === 0 ? [] : [`  the tier was at its max of ${count(max)} for ${hoursAndMinutes(hoursAtMax)}`];

const shadowLines = ({ own, shadow }: ShadowComparison): string[] => [
  'the same load on the laboratory plant, through the same guard rails:',
  ...[
    { ...own, name: own.policy },
    { ...shadow, name: `${shadow.policy} (shadow)` },
  ].map(
    ({ name, instanceHours, unservedShare, cost }) =>
      `  ${name.padEnd(24)}${decimal(instanceHours).padStart(10)} instance-hours   ${percent(unservedShare)} unserved, cost ${decimal(cost)} with the price of that`,
  ),
];

type At = (ms: number) => string;

const environments = (report: Report, at: At): string[] =>
  report.environments.flatMap((environment) => [
    '',
    `environment ${environment.environmentId}: asleep ${hoursAndMinutes(environment.hoursAsleep)} ` +
      `(${environment.asleep.map(({ fromMs, untilMs }) => `${at(fromMs)} to ${at(untilMs)}`).join(', ') || 'never'})${blockedSuffix(environment, at)}`,
    ...environment.sizes.map(
      ({ group, before, after }) => `  ${group}: min/desired/max ${before} before the first sleep, ${after} at the end`,
    ),
  ]);

const heals = (report: Report, at: At): string[] =>
  report.heals.flatMap((heal) => [
    '',
    `healed: ${heal.instanceId} of tier ${heal.tierId} ${heal.outcome} at ${at(heal.endedAtMs)}` +
      (heal.hungAtMs === null ? '' : `, ${duration(heal.endedAtMs - heal.hungAtMs)} after it hung`),
    `  by execution ${heal.execution}`,
  ]);

const decisions = (report: Report, at: At, limit: number): string[] => {
  const shown = report.decisions.filter((decision) => decision.action !== 'hold').slice(-limit);
  return [
    '',
    `${counted(report.decisions.length, 'decision')} recorded; ${shown.length === 0 ? 'none acted' : `the last ${shown.length} that acted:`}`,
    ...shown.map(({ atMs, subject, action, text }) => `  ${at(atMs)}  ${subject}  ${action}: ${text}`),
  ];
};

const HOURS_A_MONTH = 730;
/** Most of the calls are of a few kinds; report.json has all. */
const CALLS_SHOWN = 5;

const activity = (found: Activity, hours: number): string[] => [
  `functions: ${counted(sum(found.invocations), 'invocation')}${bracketed(list(found.invocations))}`,
  `API calls: ${count(sum(found.calls))}${bracketed(list(found.calls, CALLS_SHOWN))}`,
  `state machines: ${counted(sum(found.executions), 'execution')}${bracketed(list(found.executions))}, ${counted(sum(found.transitions), 'transition')}`,
  `alarms: ${counted(sum(found.alarmChanges), 'change')} of state`,
  `a month like this: ${[
    [found.invocations, 'invocation'] as const,
    [found.transitions, 'state transition'] as const,
    [found.calls, 'API call'] as const,
  ]
    .map(([counts, name]) => counted((sum(counts) * HOURS_A_MONTH) / hours, name))
    .join(', ')}`,
];

const sum = (counts: Counts): number => Object.values(counts).reduce((total, value) => total + value, 0);

/** The most frequent first. */
const list = (counts: Counts, limit = Number.POSITIVE_INFINITY): string => {
  const names = Object.entries(counts).toSorted(([, a], [, b]) => b - a);
  const shown = names.slice(0, limit).map(([name, value]) => `${name} ${count(value)}`);
  const others = names.length - shown.length;
  return [...shown, ...(others > 0 ? [`${counted(others, 'other kind')} in report.json`] : [])].join(', ');
};

const bracketed = (text: string): string => (text === '' ? '' : ` (${text})`);
