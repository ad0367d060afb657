import type { LoadMetric } from '../blueprint/model.ts';
import type { DataFlaw } from '../guardrails/model.ts';
import { isSettled } from './is-settled.ts';
import { type Demand, measureDemand } from './measure-demand.ts';
import type { LoadSample } from './model.ts';
import type { PolicyRun, Tick } from './policy.ts';

const PERIOD_MS = 60_000;
/** Older than this many periods is stale (spec S3). */
const FRESH_PERIODS = 2;

export interface FeedInput {
  readonly load: readonly LoadMetric[];
  readonly lastTickMs: number | null;
  readonly samples: readonly LoadSample[];
  readonly settleSeconds: number;
  readonly readyNow: number;
  /** Everything asked for. */
  readonly size: number;
  readonly nowMs: number;
}

/** A policy that has also seen minutes that may still change. */
export interface Preview {
  readonly run: PolicyRun;
  /** Whether those lack no metric. Otherwise it keeps its size for want of data, which says nothing against a decrease. */
  readonly isComplete: boolean;
}

export interface Feed {
  /** The policy after the finished minutes. */
  readonly run: PolicyRun;
  /**
   * The policy as if minutes that may still change were finished: the first of them, the first two, and so on, for a later one
   * that has counted little so far takes nothing back. May only raise.
   */
  readonly previews: readonly Preview[];
  readonly lastTickMs: number | null;
  readonly fedMinutes: number;
  /** The newest minute that was seen, finished or not; null: none. */
  readonly newest: Demand | null;
  readonly flaw: DataFlaw | null;
  /** Members that the load balancer found healthy in the newest minute; null: not measured. */
  readonly healthyHosts: HostCount | null;
}

export interface HostCount {
  readonly count: number;
  /** Start of the minute, of which it is the average. */
  readonly minuteMs: number;
}

/** A minute as policies see it, and what told its load. */
type Minute = Tick & Demand;

/**
 * Feed each missing minute to the policy, in order. Minutes at the end that have not settled, or whose values may still
 * arrive, are not fed: they will be when they are finished.
 */
export function feedMinutes(begun: PolicyRun, input: FeedInput): Feed {
  const { samples, lastTickMs, nowMs } = input;
  const minutes: Minute[] = [];
  let finished = 0;
  for (const sample of samples) {
    if (lastTickMs !== null && sample.minuteMs <= lastTickMs) continue;
    const minute = minuteOf(sample, input);
    minutes.push(minute);
    if (isFinished(minute, input)) finished = minutes.length;
  }
  let run = begun;
  for (const minute of minutes.slice(0, finished)) run = run.observe(minute);
  const last = minutes[finished - 1];
  return {
    run,
    previews: previewsOf(run, minutes.slice(finished)),
    lastTickMs: last?.minuteMs ?? lastTickMs,
    fedMinutes: finished,
    newest: minutes.findLast(({ load }) => load !== null) ?? null,
    // A minute that has not settled lowers nothing, but it proves that the metrics still come.
    flaw: findFlaw(
      (minutes.findLast(({ isComplete }) => isComplete) ?? last)?.minuteMs ?? lastTickMs,
      last?.isComplete ?? true,
      nowMs,
    ),
    healthyHosts: newestCount(samples),
  };
}

/** Whether nothing more is to come of a minute: it has settled, and what it lacks is overdue. */
function isFinished({ minuteMs, isComplete }: Minute, { settleSeconds, nowMs }: FeedInput): boolean {
  return isSettled(minuteMs, settleSeconds, nowMs) && (isComplete || !isFresh(minuteMs, nowMs));
}

function previewsOf(run: PolicyRun, open: readonly Minute[]): Preview[] {
  const previews: Preview[] = [];
  let ahead: Preview = { run, isComplete: true };
  for (const minute of open) {
    ahead = { run: ahead.run.observe(minute), isComplete: ahead.isComplete && minute.isComplete };
    previews.push(ahead);
  }
  return previews;
}

/** Every field by its name: copies of objects that differ in their fields take as long as a fourth of a decision. */
function minuteOf(sample: LoadSample, { load: metrics, readyNow, lastTickMs, size }: FeedInput): Minute {
  const { load, isComplete, ready, ruling } = measureDemand(metrics, sample, readyNow);
  // Before the first contact nobody has asked for anything.
  return { minuteMs: sample.minuteMs, load, isComplete, ready, ruling, size: lastTickMs === null ? undefined : size };
}

function newestCount(samples: readonly LoadSample[]): HostCount | null {
  const newest = samples.findLast(({ healthyHosts }) => healthyHosts !== null);
  if (newest === undefined || newest.healthyHosts === null) return null;
  return { count: newest.healthyHosts, minuteMs: newest.minuteMs };
}

function isFresh(minuteMs: number, nowMs: number): boolean {
  return nowMs - (minuteMs + PERIOD_MS) <= FRESH_PERIODS * PERIOD_MS;
}

function findFlaw(lastTickMs: number | null, isComplete: boolean, nowMs: number): DataFlaw | null {
  if (lastTickMs === null) return { reason: 'no-data', text: 'no load was ever measured' };
  if (!isComplete) return { reason: 'no-data', text: 'the last minute lacks a load metric' };
  if (isFresh(lastTickMs, nowMs)) return null;
  const minutes = Math.floor((nowMs - lastTickMs) / PERIOD_MS) - 1;
  return { reason: 'stale-data', text: `the newest load is ${minutes} min old` };
}
