import { availableParallelism } from 'node:os';
import { CANDIDATES, OURS } from '../../core/scaling/candidates.ts';
import { type BacktestResult, type BacktestSettings, runBacktest } from '../backtest/run-backtest.ts';
import type { Host } from '../host.ts';
import type { Trace } from '../trace/trace.ts';

/** All candidates at all settings on the plant, ours with and without the default guard rails. */
export const runCandidates = (
  traces: readonly Trace[],
  host: Host,
  plant: Partial<Pick<BacktestSettings, 'meanInstances' | 'bootTicks'>> = {},
): Promise<BacktestResult> =>
  runBacktest(
    {
      traces,
      candidates: CANDIDATES,
      target: null,
      railed: OURS.map(({ name }) => name),
      meanInstances: 20,
      bootTicks: 4,
      drainTicks: 2,
      workers: availableParallelism(),
      ...plant,
    },
    (share, text) => host.progress(share, text),
  );
