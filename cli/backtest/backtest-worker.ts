import { parentPort, workerData } from 'node:worker_threads';
import { type Job, type Laboratory, runJob } from './backtest-job.ts';

/** What every worker is given when it starts. Demands lie in shared memory: they are read and never copied. */
export interface WorkerSetting {
  readonly demands: readonly Float64Array[];
  readonly laboratory: Laboratory;
}

const { demands, laboratory } = workerData as WorkerSetting;

parentPort?.on('message', (job: Job) => {
  parentPort?.postMessage(runJob(job, demands[job.demand] ?? new Float64Array(), laboratory));
});
