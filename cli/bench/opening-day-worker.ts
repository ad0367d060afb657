import { parentPort, workerData } from 'node:worker_threads';
import { silentHost } from '../host.ts';
import { simulateRun } from '../simulation/simulate-run.ts';
import type { OpeningDay, TimedDay } from './opening-day.ts';

const { assembly, blueprint, blueprintFile, tier, trace } = workerData as OpeningDay;

const startedAt = performance.now();
const usedBefore = process.cpuUsage();
const report = await simulateRun(
  { assembly, blueprint, blueprintFile, tier, trace, hangs: [], faults: [], seed: 1 },
  silentHost,
);
const { user, system } = process.cpuUsage(usedBefore);
const [first] = report.tiers;
if (first === undefined) throw new Error('the report has no tier');
const day: TimedDay = {
  seconds: (performance.now() - startedAt) / 1000,
  processorSeconds: (user + system) / 1_000_000,
  calls: Object.values(report.activity.calls).reduce((sum, value) => sum + value, 0),
  figures: first.figures,
  violations: report.violations.length,
};
parentPort?.postMessage(day);
