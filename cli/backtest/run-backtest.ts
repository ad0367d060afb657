import type { EventSource } from '../../core/blueprint/event-schema.ts';
import { type Candidate, PRICES, SWEPT_TARGETS } from '../../core/scaling/candidates.ts';
import { type DemandFacts, demandOf, type Score, score } from '../../core/scaling/score.ts';
import type { Trace } from '../trace/trace.ts';
import { UsageError } from '../usage-error.ts';
import type { Job, Subject } from './backtest-job.ts';
import { eventsOfTrace } from './read-events.ts';
import { runJobs } from './run-jobs.ts';

export interface BacktestSettings {
  readonly traces: readonly Trace[];
  readonly candidates: readonly Candidate[];
  /** The one target to run, of the candidates that have one; null: all that are swept. */
  readonly target: number | null;
  /** Names of candidates that also run with the default guard rails, as they would be deployed. */
  readonly railed: readonly string[];
  readonly meanInstances: number;
  readonly bootTicks: number;
  readonly drainTicks: number;
  readonly workers: number;
  /** What is known beforehand to what runs with guard rails. Default: nothing. */
  readonly events?: readonly EventSource[];
}

/** One policy at all of its settings, over all traces. */
export interface PolicyResult {
  readonly name: string;
  readonly label: string;
  readonly knob: Candidate['knob'];
  readonly hasGuardRails: boolean;
  readonly settings: readonly { readonly knob: number; readonly scores: readonly Score[] }[];
}

export interface BacktestResult {
  readonly traces: readonly { readonly name: string; readonly ticks: number }[];
  readonly policies: readonly PolicyResult[];
  /** LOOK, by trace. */
  readonly look: readonly Score[];
  /** By trace, the cost of perfect foresight at a price of 100, in instance-hours. A tick is a minute. */
  readonly foresightHours: readonly number[];
}

/** Run candidates at their settings over traces on the plant. @throws `UsageError` for a trace that is empty of load */
export const runBacktest = async (
  settings: BacktestSettings,
  onProgress: (share: number, text: string) => void,
): Promise<BacktestResult> => {
  const { traces, meanInstances, bootTicks, drainTicks, workers, events = [] } = settings;
  const demands = traces.map((trace) => demandOfTrace(trace, meanInstances));
  const runs = subjectsOf(settings);
  const subjects: readonly Subject[] = [{ look: true }, ...runs.flatMap((run) => run.subjects)];
  const known = traces.map((trace) => eventsOfTrace(events, trace, meanInstances));
  const jobs: Job[] = [
    ...demands.map((_, demand) => ({ kind: 'facts' as const, demand })),
    ...subjects.flatMap((subject) =>
      known.map((own, demand) => ({ kind: 'run' as const, demand, subject, events: own })),
    ),
  ];
  const outcomes = await runJobs({
    jobs,
    demands,
    laboratory: { bootTicks, drainTicks },
    workers,
    onDone: (done, job) => onProgress(done / jobs.length, `${describeJob(job)}, ${traces[job.demand]?.name ?? ''}`),
  });
  const facts = outcomes.flatMap((outcome): DemandFacts[] => (outcome.kind === 'facts' ? [outcome.facts] : []));
  const totals = outcomes.flatMap((outcome) => (outcome.kind === 'run' ? [outcome.totals] : []));
  const scores = totals.map((run, index) => score(run, facts[index % facts.length] as DemandFacts));
  /** The scores of one subject, by trace. */
  const scoresOf = (subject: Subject): Score[] => {
    const first = subjects.indexOf(subject) * demands.length;
    return scores.slice(first, first + demands.length);
  };
  return {
    traces: traces.map(({ name, requests }) => ({ name, ticks: requests.length })),
    policies: runs.map(({ candidate: { name, label, knob }, hasGuardRails, subjects: own }) => ({
      name,
      label,
      knob,
      hasGuardRails,
      settings: own.map((subject) => ({ knob: subject.knob, scores: scoresOf(subject) })),
    })),
    look: scores.slice(0, demands.length),
    foresightHours: facts.map(({ optimum100 }) => optimum100 / 60),
  };
};

/** Demand of a trace in instances, tick by tick. @throws `UsageError` when it has no load at all */
export const demandOfTrace = ({ name, requests }: Trace, meanInstances: number): Float64Array => {
  if (requests.every((count) => count === 0)) {
    throw new UsageError(`${name}: found 0 requests in every row, needs some load to size a fleet for`);
  }
  return demandOf(requests, meanInstances);
};

type PolicySubject = Extract<Subject, { readonly look: false }>;

interface PolicyRuns {
  readonly candidate: Candidate;
  readonly hasGuardRails: boolean;
  readonly subjects: readonly PolicySubject[];
}

const subjectsOf = ({ candidates, target, railed }: BacktestSettings): PolicyRuns[] =>
  candidates.flatMap((candidate) => {
    const knobs = candidate.knob === 'price' ? PRICES : target === null ? SWEPT_TARGETS : [target];
    return [false, ...(railed.includes(candidate.name) ? [true] : [])].map((hasGuardRails) => ({
      candidate,
      hasGuardRails,
      subjects: knobs.map((knob) => ({ look: false as const, policy: candidate.name, knob, hasGuardRails })),
    }));
  });

const describeJob = (job: Job): string => {
  if (job.kind === 'facts') return 'perfect foresight';
  return job.subject.look ? 'LOOK' : `${job.subject.policy} at ${job.subject.knob}`;
};
