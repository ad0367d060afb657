import type { Candidate } from '../../core/scaling/candidates.ts';
import type { Trace } from '../trace/trace.ts';
import { UsageError } from '../usage-error.ts';
import type { BacktestSettings } from './run-backtest.ts';

/** One policy at one setting over one trace. */
export interface OneRun {
  readonly trace: Trace;
  readonly candidate: Candidate;
  readonly knob: number;
}

/** The price that blueprints have by default. */
const DEFAULT_PRICE = 100;

/**
 * The one run that an option is about.
 *
 * @throws `UsageError` when there are several, or the policy lacks its target
 */
export const oneRun = (option: string, { traces, candidates, target }: BacktestSettings): OneRun => {
  const [[trace], [candidate]] = [traces, candidates];
  if (trace === undefined || candidate === undefined || traces.length + candidates.length !== 2) {
    throw new UsageError(`${option}: found several traces or policies, must be one --trace and one --policy`);
  }
  if (candidate.knob === 'target' && target === null) {
    throw new UsageError(`${option}: found no --target, the policy ${candidate.name} needs one, such as 0.6`);
  }
  return { trace, candidate, knob: target !== null && candidate.knob === 'target' ? target : DEFAULT_PRICE };
};
