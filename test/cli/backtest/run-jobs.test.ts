import { expect, it } from 'vitest';
import type { Job } from '../../../cli/backtest/backtest-job.ts';
import { runJobs } from '../../../cli/backtest/run-jobs.ts';

const laboratory = { bootTicks: 4, drainTicks: 2 };
const demands = [new Float64Array([1, 2]), new Float64Array([3, 3, 3])];

it('answers in the order of the jobs, whichever is done first', async () => {
  const jobs: Job[] = [1, 0, 1, 0].map((demand) => ({ kind: 'facts', demand }));
  const outcomes = await runJobs({ jobs, demands, laboratory, workers: 2 });
  expect(outcomes).toMatchObject([3, 2, 3, 2].map((ticks) => ({ facts: { ticks } })));
});

it('fails, and leaves no thread behind, when a job fails', async () => {
  const subject = { look: false, policy: 'magic', knob: 1, hasGuardRails: false } as const;
  const jobs: Job[] = [0, 1].map((demand) => ({ kind: 'run', demand, subject }));
  await expect(runJobs({ jobs, demands, laboratory, workers: 2 })).rejects.toThrow('there is no candidate magic');
});
