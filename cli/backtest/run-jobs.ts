import { Worker } from 'node:worker_threads';
import type { Job, Laboratory, Outcome } from './backtest-job.ts';
import type { WorkerSetting } from './backtest-worker.ts';

export interface JobsRequest {
  readonly jobs: readonly Job[];
  readonly demands: readonly Float64Array[];
  readonly laboratory: Laboratory;
  readonly workers: number;
  onDone?(done: number, job: Job): void;
}

/** Run jobs on some threads, each taking the next one when it is free. Answers in the order of the jobs. */
export const runJobs = async ({ jobs, demands, laboratory, workers, onDone }: JobsRequest): Promise<Outcome[]> => {
  const outcomes: Outcome[] = [];
  const setting: WorkerSetting = { demands: demands.map(shared), laboratory };
  const threads = Array.from(
    { length: Math.max(1, Math.min(workers, jobs.length)) },
    () => new Worker(new URL('./backtest-worker.ts', import.meta.url), { workerData: setting }),
  );
  let next = 0;
  let done = 0;
  const work = (worker: Worker): Promise<void> =>
    new Promise((resolve, reject) => {
      const take = (): void => {
        const index = next;
        const job = jobs[index];
        if (job === undefined) {
          resolve();
          return;
        }
        next += 1;
        worker.once('message', (outcome: Outcome) => {
          outcomes[index] = outcome;
          done += 1;
          onDone?.(done, job);
          take();
        });
        worker.postMessage(job);
      };
      worker.once('error', reject);
      take();
    });
  try {
    await Promise.all(threads.map(work));
    return outcomes;
  } finally {
    await Promise.all(threads.map((worker) => worker.terminate()));
  }
};

const shared = (demand: Float64Array): Float64Array => {
  const copy = new Float64Array(new SharedArrayBuffer(demand.byteLength));
  copy.set(demand);
  return copy;
};
