import { parentPort, workerData } from 'node:worker_threads';
import { type PlantView, runPlant } from '../../core/scaling/plant.ts';
import { driveOf, type Subject } from '../backtest/backtest-job.ts';
import { demandOfTrace } from '../backtest/run-backtest.ts';
import { seededWeekday } from '../trace/seeded-weekday.ts';
import type { Trace } from '../trace/trace.ts';
import { DAYS_MEASURED, DAYS_OF_HISTORY, type Lives, type Speed } from './decision-speed.ts';

const MINUTES_PER_DAY = 1_440;
/**
 * A midnight in service. From the beginning of 1970 the instants of the first 25 days would be numbers of 32 bits and later ones would not,
 * so that all that was compiled would be compiled again on the way, which no decision in service ever sees.
 */
const START_MS = Date.UTC(2026, 0, 1);

const weekdays = (): Trace =>
  seededWeekday({
    startMs: START_MS,
    hours: (DAYS_OF_HISTORY + DAYS_MEASURED) * 24,
    seed: 1,
    flashSaleAtMinute: (DAYS_OF_HISTORY + 1) * MINUTES_PER_DAY,
  });

/** One life of a policy; the clock runs when the history is over. */
const timed = (drive: (view: PlantView) => number, demand: Float64Array): Speed => {
  const elapsedMs: number[] = [];
  let before = process.cpuUsage();
  runPlant(demand, (view) => {
    const isMeasured = view.tick >= DAYS_OF_HISTORY * MINUTES_PER_DAY;
    if (view.tick === DAYS_OF_HISTORY * MINUTES_PER_DAY) before = process.cpuUsage();
    const startedAt = performance.now();
    const size = drive(view);
    if (isMeasured) elapsedMs.push(performance.now() - startedAt);
    return size;
  });
  const { user, system } = process.cpuUsage(before);
  return {
    decisionsPerSecond: (1_000_000 * elapsedMs.length) / (user + system),
    p99Us: 1_000 * (elapsedMs.toSorted((a, b) => a - b)[Math.floor(elapsedMs.length * 0.99)] ?? Number.NaN),
  };
};

const demand = demandOfTrace(weekdays(), 20);
const live = (): Speed => timed(driveOf(workerData as Subject, demand, [], START_MS), demand);
const first = live();
parentPort?.postMessage({ first, later: live() } satisfies Lives);
