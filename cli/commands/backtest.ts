import { availableParallelism } from 'node:os';
import type { EventSource } from '../../core/blueprint/event-schema.ts';
import { CANDIDATES, type Candidate, COMMON_TARGET } from '../../core/scaling/candidates.ts';
import { findCandidate } from '../backtest/backtest-job.ts';
import { backtestLines } from '../backtest/backtest-lines.ts';
import { compareAssembly, isAlike } from '../backtest/compare-assembly.ts';
import { comparisonLines } from '../backtest/comparison-lines.ts';
import { decisionsCsv } from '../backtest/decisions-csv.ts';
import { billedAt } from '../backtest/money-table.ts';
import { oneRun } from '../backtest/one-run.ts';
import { readEvents } from '../backtest/read-events.ts';
import { type BacktestResult, type BacktestSettings, demandOfTrace, runBacktest } from '../backtest/run-backtest.ts';
import type { Host } from '../host.ts';
import { readText } from '../read-text.ts';
import { checkFile } from '../report/check-file.ts';
import { writeWhole } from '../report/write-whole.ts';
import { takeTrace } from '../trace/cut-trace.ts';
import { noteTrace } from '../trace/note-trace.ts';
import { parseTrace } from '../trace/parse-trace.ts';
import type { Trace } from '../trace/trace.ts';
import { UsageError } from '../usage-error.ts';

export interface BacktestOptions {
  readonly trace: readonly string[];
  /** Name of a candidate, or `all`. */
  readonly policy: string;
  readonly target?: number;
  readonly guardRails: boolean;
  readonly meanInstances: number;
  readonly boot: number;
  readonly drain: number;
  readonly decisions?: string;
  /** File of what is known beforehand: `events` as a tier of the blueprint has them. */
  readonly events?: string;
  /** First minute of the traces to take, and how long; without them: all. */
  readonly from?: number;
  readonly hours?: number;
  /** Play one policy through the whole assembly as well, and tell where that wants another size. */
  readonly compareAssembly: boolean;
  /** What an hour of an instance costs, in whatever money. */
  readonly instanceHourPrice?: number;
  readonly json: boolean;
  readonly workers?: number;
}

/**
 * Run policies over recorded traffic on the laboratory plant and print what they cost beside perfect foresight.
 *
 * @returns the exit code: 0, or 1 when the assembly, asked to be compared, is not as good as equal
 * @throws `UsageError` for what the person can mend
 */
export const backtest = async (options: BacktestOptions, host: Host): Promise<number> => {
  const settings = settingsOf(options);
  for (const trace of settings.traces) noteTrace(trace, host);
  if (options.compareAssembly) {
    checkComparison(settings);
    return compare(options, settings, host);
  }
  if (options.decisions !== undefined) checkDecisions(options.decisions, settings);
  const result = await runBacktest(settings, (share, text) => host.progress(share, text));
  if (options.decisions !== undefined) writeWhole({ [options.decisions]: decisionsCsv(settings) });
  host.done();
  host.result(
    options.json
      ? [JSON.stringify(jsonOf(settings, result, options.instanceHourPrice), null, 2)]
      : backtestLines(settings, result, options.instanceHourPrice ?? null),
  );
  return 0;
};

/** Above it the assembly gives a launch up and tries again, with a tier's default warm-up; the plant knows no such thing. */
const COMPARED_BOOT_MAX = 5;

const checkComparison = ({ bootTicks }: BacktestSettings): void => {
  if (bootTicks > COMPARED_BOOT_MAX) {
    throw new UsageError(`--boot: found ${bootTicks}, must be at most ${COMPARED_BOOT_MAX} with --compare-assembly`);
  }
};

const compare = async (options: BacktestOptions, settings: BacktestSettings, host: Host): Promise<number> => {
  const { trace, candidate, knob } = oneRun('--compare-assembly', settings);
  const policy = candidate.spec(knob);
  if (policy === null) {
    throw new UsageError(
      `--compare-assembly: found the policy ${candidate.name}, which is a yardstick and cannot be deployed`,
    );
  }
  const comparison = await compareAssembly({
    policy,
    startMs: trace.startMs,
    demand: demandOfTrace(trace, settings.meanInstances),
    laboratory: settings,
    host,
  });
  host.done();
  const name = `${candidate.name}, ${trace.name}`;
  host.result(options.json ? [JSON.stringify(comparison, null, 2)] : comparisonLines(comparison, name));
  return isAlike(comparison) ? 0 : 1;
};

const settingsOf = (options: BacktestOptions): BacktestSettings => {
  const candidates = chooseCandidates(options.policy, options.guardRails);
  if (options.target !== undefined && candidates.every(({ knob }) => knob !== 'target')) {
    throw new UsageError(`--target: found ${options.target}, but the policy ${options.policy} has no target`);
  }
  const deployable = candidates.filter((candidate) => candidate.spec(COMMON_TARGET) !== null);
  const traces = options.trace.map((file) => takeTrace(parseTrace(readText(file, '--trace'), file), options));
  return {
    traces,
    events: eventsOf(options, traces),
    candidates,
    target: options.target ?? null,
    railed: options.guardRails ? deployable.map(({ name }) => name) : [],
    meanInstances: options.meanInstances,
    bootTicks: options.boot,
    drainTicks: options.drain,
    workers: options.workers ?? availableParallelism(),
  };
};

const eventsOf = (
  { events, guardRails, compareAssembly }: BacktestOptions,
  traces: readonly Trace[],
): readonly EventSource[] => {
  if (events === undefined) return [];
  if (compareAssembly) throw new UsageError('--events: found beside --compare-assembly, must be one of the two');
  if (guardRails) return readEvents(events, traces);
  throw new UsageError('--events: found without --guard-rails, must be with it: events raise what would be deployed');
};

const chooseCandidates = (policy: string, withGuardRails: boolean): readonly Candidate[] => {
  if (policy === 'all') return CANDIDATES;
  const candidate = findCandidate(policy);
  if (candidate === undefined) {
    const names = CANDIDATES.map(({ name }) => name).join(', ');
    throw new UsageError(`--policy: found ${JSON.stringify(policy)}, must be all or one of ${names}`);
  }
  if (withGuardRails && candidate.spec(COMMON_TARGET) === null) {
    throw new UsageError(`--guard-rails: found the policy ${policy}, which is a yardstick and cannot be deployed`);
  }
  return [candidate];
};

const jsonOf = (settings: BacktestSettings, result: BacktestResult, instanceHourPrice?: number): unknown => ({
  plant: {
    meanInstances: settings.meanInstances,
    bootTicks: settings.bootTicks,
    drainTicks: settings.drainTicks,
  },
  traces: result.traces,
  policies: result.policies,
  look: result.look,
  ...(instanceHourPrice === undefined ? {} : { billed: billedAt(result, instanceHourPrice) }),
});

/** Told before the run, which would be in vain otherwise. */
const checkDecisions = (file: string, settings: BacktestSettings): void => {
  oneRun('--decisions', settings);
  checkFile(file, '--decisions');
};
