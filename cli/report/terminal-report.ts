import { clockTime, count, decimal, duration, hoursAndMinutes, percent } from './format.ts';
import type { Activity, Counts, Report, ShadowComparison, TierFigures, TierReport } from './report.ts';
import { terminalChart } from './terminal-chart.ts';

export interface TerminalReportOptions {
  readonly columns: number;
  readonly servedPerInstancePerMinute: Readonly<Record<string, number>>;
  /** Decisions printed; the rest is in the files. */
  readonly decisions: number;
}

/** The report as lines for a terminal, widest meaning first. */
export const terminalReport = (report: Report, options: TerminalReportOptions): string[] => {
  const at = clockTime(report.run.timeZone);
  return [
    '',
    `${report.run.trace}, ${hoursAndMinutes(report.run.hours)} from ${new Date(report.run.startMs).toISOString()}, times in ${report.run.timeZone}, those with a Z in UTC, with the switch on`,
    ...report.tiers.flatMap((tier) => [
      '',
      ...terminalChart(tier.series, {
        columns: options.columns,
        servedPerInstancePerMinute: options.servedPerInstancePerMinute[tier.tierId] ?? 1,
        label: at,
      }),
      '',
      ...figures(tier),
    ]),
    ...environments(report, at),
    ...heals(report, at),
    ...decisions(report, at, options.decisions),
    '',
    ...activity(report.activity, report.run.hours),
    `billed at rest as well: ${list(report.resources)}`,
    ...report.violations.map((violation) => `INVARIANT BROKEN  ${violation}`),
  ];
};

const figures = ({ tierId, figures: found, shadow }: TierReport): string[] => {
  const { staticPeak, targetTracking60, perfectForesight } = found.baselines;
  const beside = (name: string, hours: number, unserved: string): string =>
    `  ${name.padEnd(24)}${decimal(hours).padStart(10)} instance-hours   ${unserved}`;
  return [
    `tier ${tierId}: ${count(found.requests)} requests, ${percent(found.unservedShare)} unserved, p95 ${decimal(found.p95LatencyMs, 0)} ms,` +
      ` size ${found.leastSize} to ${found.peakSize}, mean ${decimal(found.meanSize)}`,
    beside('rubato', found.instanceHours, `${percent(found.unservedShare)} unserved`),
    beside(
      'static peak',
      staticPeak.instanceHours,
      `${percent(staticPeak.unservedShare)} unserved, rubato uses ${percent(found.instanceHours / staticPeak.instanceHours)} of it`,
    ),
    beside(
      'target tracking 60 %',
      targetTracking60.instanceHours,
      `${percent(targetTracking60.unservedShare)} unserved`,
    ),
    beside('perfect foresight', perfectForesight.instanceHours, `${percent(perfectForesight.unservedShare)} unserved`),
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
      `(${environment.asleep.map(({ fromMs, untilMs }) => `${at(fromMs)} to ${at(untilMs)}`).join(', ') || 'never'})`,
    ...environment.sizes.map(
      ({ group, before, after }) => `  ${group}: min/desired/max ${before} before the first sleep, ${after} at the end`,
    ),
  ]);

const heals = (report: Report, at: At): string[] =>
  report.heals.flatMap((heal) => [
    '',
    `healed: ${heal.instanceId} of tier ${heal.tierId} ${heal.outcome} at ${at(heal.replacedAtMs)}` +
      (heal.hungAtMs === null ? '' : `, ${duration(heal.replacedAtMs - heal.hungAtMs)} after it hung`),
    `  by execution ${heal.execution}`,
  ]);

const decisions = (report: Report, at: At, limit: number): string[] => {
  const shown = report.decisions.filter((decision) => decision.action !== 'hold').slice(-limit);
  return [
    '',
    `${report.decisions.length} decisions recorded; ${shown.length === 0 ? 'none acted' : `the last ${shown.length} that acted:`}`,
    ...shown.map(({ atMs, subject, action, text }) => `  ${at(atMs)}  ${subject}  ${action}: ${text}`),
  ];
};

const HOURS_A_MONTH = 730;
/** Most of the calls are of a few kinds; report.json has all. */
const CALLS_SHOWN = 5;

const activity = (found: Activity, hours: number): string[] => [
  `functions: ${total(found.invocations)} invocations (${list(found.invocations)})`,
  `API calls: ${total(found.calls)} (${list(found.calls, CALLS_SHOWN)})`,
  `state machines: ${total(found.executions)} executions (${list(found.executions)}), ${total(found.transitions)} transitions`,
  `alarms: ${total(found.alarmChanges)} changes of state`,
  `a month like this: ${[
    [found.invocations, 'invocations'],
    [found.transitions, 'state transitions'],
    [found.calls, 'API calls'],
  ]
    .map(([counts, name]) => `${count((sum(counts as Counts) * HOURS_A_MONTH) / hours)} ${name}`)
    .join(', ')}`,
];

const sum = (counts: Counts): number => Object.values(counts).reduce((total, value) => total + value, 0);

const total = (counts: Counts): string => count(sum(counts));

const list = (counts: Counts, limit = Number.POSITIVE_INFINITY): string => {
  const names = Object.entries(counts).toSorted(([, a], [, b]) => b - a);
  const shown = names.slice(0, limit).map(([name, value]) => `${name} ${count(value)}`);
  const others = names.length - shown.length;
  return [...shown, ...(others > 0 ? [`${others} other kinds in report.json`] : [])].join(', ');
};
