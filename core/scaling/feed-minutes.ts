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
  readonly run: PolicyRun;
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

/**
 * Feed each missing minute to the policy, in order. Minutes at the end that have not settled, or whose values may still
 * arrive, are not fed: they will be when they are finished.
 */
export function feedMinutes(input: FeedInput): Feed {
  const { samples, settleSeconds, lastTickMs, nowMs } = input;
  const demands = samples
    .filter(({ minuteMs }) => lastTickMs === null || minuteMs > lastTickMs)
    .map((sample) => tickOf(sample, input));
  const isOpen = ({ minuteMs, isComplete }: { minuteMs: number; isComplete: boolean }) =>
    !isComplete && isFresh(minuteMs, nowMs);
  const isFinished = (demand: { minuteMs: number; isComplete: boolean }) =>
    isSettled(demand.minuteMs, settleSeconds, nowMs) && !isOpen(demand);
  const finished = demands.slice(0, demands.findLastIndex(isFinished) + 1);
  const open = demands.slice(finished.length);

  let { run } = input;
  for (const demand of finished) run = run.observe(demand);
  const previews: Preview[] = [];
  let ahead: Preview = { run, isComplete: true };
  for (const demand of open) {
    ahead = { run: ahead.run.observe(demand), isComplete: ahead.isComplete && demand.isComplete };
    previews.push(ahead);
  }

  const last = finished.at(-1);
  return {
    run,
    previews,
    lastTickMs: last?.minuteMs ?? lastTickMs,
    fedMinutes: finished.length,
    newest: demands.findLast(({ load }) => load !== null) ?? null,
    // A minute that has not settled lowers nothing, but it proves that the metrics still come.
    flaw: findFlaw(
      (demands.findLast(({ isComplete }) => isComplete) ?? last)?.minuteMs ?? lastTickMs,
      last?.isComplete ?? true,
      nowMs,
    ),
    healthyHosts: newestCount(samples),
  };
}

/** Every field by its name: copies of objects that differ in their fields take as long as a fourth of a decision. */
function tickOf(sample: LoadSample, { load: metrics, readyNow, lastTickMs, size }: FeedInput): Tick & Demand {
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
