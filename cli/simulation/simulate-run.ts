import type { Blueprint, Tier } from '../../core/blueprint/model.ts';
import { createFaults, type Fault } from '../../local/faults/create-faults.ts';
import type { Host } from '../host.ts';
import { compareShadow } from '../report/compare-shadow.ts';
import { clockTime, count } from '../report/format.ts';
import type { Counts, MinuteRow, Report, TierReport } from '../report/report.ts';
import { summarizeTier } from '../report/summarize-tier.ts';
import { MINUTE_MS, requestsAt, type Trace, traceEndMs } from '../trace/trace.ts';
import { FOUND_OUT_MS } from './invariants/group-sight.ts';
import { violationLines } from './invariants/watch-invariants.ts';
import { activitySince, readActivity } from './read-activity.ts';
import { readDecisions } from './read-decisions.ts';
import { groupSizes, readEnvironments } from './read-environments.ts';
import { readFailures } from './read-failures.ts';
import { readHeals } from './read-heals.ts';
import { readOutcomes } from './read-outcomes.ts';
import { readResources } from './read-resources.ts';
import { Rehearsal, servedPerInstancePerMinute } from './rehearsal.ts';
import { timeZoneOf } from './time-zone-of.ts';
import { unhealedInstances } from './unhealed-instances.ts';
import { watchSizes } from './watch-sizes.ts';

/** At that instant the web process of one instance of the tier hangs; EC2's checks stay green. */
export interface Hang {
  readonly atMs: number;
}

export interface RunRequest {
  readonly assembly: string;
  readonly blueprint: Blueprint;
  readonly blueprintFile: string;
  /** The tier that the traffic goes to. */
  readonly tier: Tier;
  readonly trace: Trace;
  readonly hangs: readonly Hang[];
  readonly seed: number;
  /** What goes wrong on purpose. */
  readonly faults: readonly Fault[];
}

/** The fleet gets this long at the load of the first minute before anything counts: a recording begins in the middle of a life. */
const WARM_UP_MS = 15 * MINUTE_MS;

/** How far virtual time goes between two looks at it. */
const STRIDE_MS = 10 * MINUTE_MS;

/** Replay a trace through an assembly and draw the report. */
export const simulateRun = async (request: RunRequest, host: Host): Promise<Report> => {
  const { tier, trace, blueprint, faults } = request;
  const violations: string[] = [];
  const rehearsal = await Rehearsal.start({
    assembly: request.assembly,
    blueprint,
    seed: request.seed,
    startAtMs: trace.startMs - WARM_UP_MS,
    faults: createFaults(faults),
    foundOutMs: FOUND_OUT_MS + staleMs(faults),
    onViolation: (violation) => {
      violations.push(violationLines(violation).join('\n'));
    },
  });
  const made = rehearsal.accountGroups.map(({ name, min, max }) => `${name} (${min} to ${max})`);
  if (made.length > 0) host.note(`groups of your own, made for this run as the blueprint has them: ${made.join(', ')}`);
  await rehearsal.sizeFor(tier, requestsAt(trace, trace.startMs));
  const sizesBefore = await groupSizes(rehearsal);
  rehearsal.drive(tier, (minuteMs) => requestsAt(trace, Math.max(minuteMs, trace.startMs)));
  const hung = request.hangs.map((hang) => rehearsal.hangOneAt(tier, hang.atMs));

  await rehearsal.cloud.advanceTo(trace.startMs);
  const otherTiers = Object.values(blueprint.tiers)
    .filter(({ id }) => id !== tier.id)
    .flatMap((other) => watchSizes(rehearsal.cloud, other) ?? []);
  const warmUp = readActivity(rehearsal);
  await replay(rehearsal, request, host);
  tellIdleFaults(rehearsal, faults, host);

  const heals = readHeals(rehearsal, hung);
  const series = rehearsal.series(tier).filter(({ minuteMs }) => minuteMs >= trace.startMs);
  return {
    run: {
      trace: trace.name,
      seed: request.seed,
      startMs: trace.startMs,
      hours: (trace.requests.length * MINUTE_MS) / 3_600_000,
      timeZone: timeZoneOf(blueprint),
      blueprint: request.blueprintFile,
      faults: strikes(rehearsal, faults),
    },
    tiers: [tierReport(tier, series)],
    otherTiers: otherTiers.map((sizes) => sizes()),
    environments: await readEnvironments(rehearsal, sizesBefore, trace.startMs, traceEndMs(trace)),
    heals: heals.filter(({ outcome }) => outcome === 'replaced'),
    unhealed: unhealedInstances({ id: tier.id, isHealed: tier.healing !== null }, hung, heals),
    decisions: await readDecisions(rehearsal, trace.startMs),
    outcomes: readOutcomes(rehearsal),
    activity: activitySince(warmUp, readActivity(rehearsal)),
    resources: readResources(request.assembly),
    // What faults have made to fail is what they are for.
    violations: faults.length > 0 ? violations : [...violations, ...readFailures(rehearsal)],
  };
};

const replay = async (rehearsal: Rehearsal, { trace, tier, blueprint }: RunRequest, host: Host): Promise<void> => {
  const endMs = traceEndMs(trace);
  const at = clockTime(timeZoneOf(blueprint));
  for (let nowMs = trace.startMs; ; nowMs += STRIDE_MS) {
    const untilMs = Math.min(nowMs, endMs);
    const last = rehearsal.series(tier).at(-1);
    const size = last === undefined ? '' : `, ${count(last.requests)} requests a minute on ${last.ready} instances`;
    host.progress((untilMs - trace.startMs) / (endMs - trace.startMs), `${at(untilMs)}${size}`);
    await rehearsal.cloud.advanceTo(untilMs);
    if (untilMs === endMs) return;
  }
};

const strikes = ({ cloud }: Rehearsal, faults: readonly Fault[]): Counts => {
  const struck = cloud.journal.counts().fault;
  return Object.fromEntries(faults.map(({ kind }) => [kind, struck[kind] ?? 0]));
};

/** A fault that struck nothing was perhaps meant to: a name in it may be wrong. */
const tellIdleFaults = (rehearsal: Rehearsal, faults: readonly Fault[], host: Host): void => {
  for (const [kind, times] of Object.entries(strikes(rehearsal, faults))) {
    if (times === 0) host.note(`no ${kind} of the fault file struck anything`);
  }
};

/** How much later than else things are found out. */
const staleMs = (faults: readonly Fault[]): number =>
  1000 * Math.max(0, ...faults.map((fault) => (fault.kind === 'stale-reads' ? fault.seconds : 0)));

const tierReport = (tier: Tier, series: readonly MinuteRow[]): TierReport => ({
  tierId: tier.id,
  group: tier.group,
  series,
  shadow: compareShadow(series, tier, servedPerInstancePerMinute(tier)),
  figures: summarizeTier(series, {
    servedPerInstancePerMinute: servedPerInstancePerMinute(tier),
    min: tier.min,
    max: tier.max,
    unservedPrice: tier.unservedPrice,
    instanceSeconds: series.reduce((total, { running }) => total + running * 60, 0),
  }),
});
