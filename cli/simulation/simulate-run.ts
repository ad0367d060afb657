import type { Blueprint, Tier } from '../../core/blueprint/model.ts';
import type { Host } from '../host.ts';
import { compareShadow } from '../report/compare-shadow.ts';
import { clockTime, count } from '../report/format.ts';
import type { MinuteRow, Report, TierReport } from '../report/report.ts';
import { summarizeTier } from '../report/summarize-tier.ts';
import { MINUTE_MS, requestsAt, type Trace, traceEndMs } from '../trace/trace.ts';
import { brokenInvariants } from './broken-invariants.ts';
import { activitySince, readActivity } from './read-activity.ts';
import { readDecisions } from './read-decisions.ts';
import { groupSizes, readEnvironments } from './read-environments.ts';
import { readHeals } from './read-heals.ts';
import { readOutcomes } from './read-outcomes.ts';
import { readResources } from './read-resources.ts';
import { Rehearsal, servedPerInstancePerMinute } from './rehearsal.ts';
import { timeZoneOf } from './time-zone-of.ts';

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
}

/** The fleet gets this long at the load of the first minute before anything counts: a recording begins in the middle of a life. */
const WARM_UP_MS = 15 * MINUTE_MS;

/** How far virtual time goes between two looks at it. */
const STRIDE_MS = 10 * MINUTE_MS;

/** Replay a trace through an assembly and draw the report. */
export const simulateRun = async (request: RunRequest, host: Host): Promise<Report> => {
  const { tier, trace, blueprint } = request;
  const rehearsal = await Rehearsal.start({
    assembly: request.assembly,
    blueprint,
    seed: request.seed,
    startAtMs: trace.startMs - WARM_UP_MS,
  });
  const made = rehearsal.accountGroups.map(({ name, min, max }) => `${name} (${min} to ${max})`);
  if (made.length > 0) host.note(`groups of your own, made for this run as the blueprint has them: ${made.join(', ')}`);
  await rehearsal.sizeFor(tier, requestsAt(trace, trace.startMs));
  const sizesBefore = await groupSizes(rehearsal);
  rehearsal.drive(tier, (minuteMs) => requestsAt(trace, Math.max(minuteMs, trace.startMs)));
  const hung = request.hangs.map((hang) => rehearsal.hangOneAt(tier, hang.atMs));

  await rehearsal.cloud.advanceTo(trace.startMs);
  const warmUp = readActivity(rehearsal);
  await replay(rehearsal, request, host);

  const series = rehearsal.series(tier).filter(({ minuteMs }) => minuteMs >= trace.startMs);
  return {
    run: {
      trace: trace.name,
      seed: request.seed,
      startMs: trace.startMs,
      hours: (trace.requests.length * MINUTE_MS) / 3_600_000,
      timeZone: timeZoneOf(blueprint),
      blueprint: request.blueprintFile,
    },
    tiers: [tierReport(tier, series)],
    environments: await readEnvironments(rehearsal, sizesBefore, trace.startMs, traceEndMs(trace)),
    heals: readHeals(rehearsal, hung),
    decisions: await readDecisions(rehearsal, trace.startMs),
    outcomes: readOutcomes(rehearsal),
    activity: activitySince(warmUp, readActivity(rehearsal)),
    resources: readResources(request.assembly),
    violations: brokenInvariants(rehearsal, tier, series),
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

const tierReport = (tier: Tier, series: readonly MinuteRow[]): TierReport => ({
  tierId: tier.id,
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
