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

/**
 * One life of a policy; what counts is what came after its history. All of it is clocked, each midnight by the processor as well: a clock that
 * began in the middle of a life would have the loop around it compiled anew just then.
 */
const timed = (drive: (view: PlantView) => number, demand: Float64Array): Speed => {
  const elapsedMs: number[] = [];
  const usedUs: number[] = [];
  runPlant(demand, (view) => {
    if (view.tick % MINUTES_PER_DAY === 0) usedUs.push(processorUs());
    const startedAt = performance.now();
    const size = drive(view);
    elapsedMs.push(performance.now() - startedAt);
    return size;
  });
  const measured = elapsedMs.slice(DAYS_OF_HISTORY * MINUTES_PER_DAY);
  return {
    decisionsPerSecond: (1_000_000 * measured.length) / (processorUs() - (usedUs[DAYS_OF_HISTORY] ?? Number.NaN)),
    p99Us: 1_000 * (measured.toSorted((a, b) => a - b)[Math.floor(measured.length * 0.99)] ?? Number.NaN),
  };
};

/** Processor time of the process so far, in microseconds. */
const processorUs = (): number => {
  const { user, system } = process.cpuUsage();
  return user + system;
};

const demand = demandOfTrace(weekdays(), 20);
const live = (): Speed => timed(driveOf(workerData as Subject, demand, [], START_MS), demand);
const first = live();
parentPort?.postMessage({ first, later: live() } satisfies Lives);
