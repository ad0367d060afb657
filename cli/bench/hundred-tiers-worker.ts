import { parentPort, workerData } from 'node:worker_threads';
import { readActivity } from '../simulation/read-activity.ts';
import { Rehearsal } from '../simulation/rehearsal.ts';
import type { ManyTiers, TimedTiers } from './hundred-tiers.ts';

const HOUR_MS = 3_600_000;
const START_MS = Date.parse('2026-01-05T00:00:00Z');

/** Between 1,000 and 11,000 requests a minute and back in an hour. */
const requestsAt = (minuteMs: number, phase: number): number =>
  6000 + 5000 * Math.sin(2 * Math.PI * (minuteMs / HOUR_MS + phase));

const { assembly, blueprint, hours } = workerData as ManyTiers;

const startedAt = performance.now();
const rehearsal = await Rehearsal.start({ assembly, blueprint, seed: 1, startAtMs: START_MS });
const tiers = Object.values(blueprint.tiers);
for (const [index, tier] of tiers.entries()) {
  rehearsal.drive(tier, (minuteMs) => requestsAt(minuteMs, index / tiers.length));
}
await rehearsal.cloud.advanceTo(START_MS + hours * HOUR_MS);

const { calls, executions } = readActivity(rehearsal);
const timed: TimedTiers = {
  seconds: (performance.now() - startedAt) / 1000,
  calls: Object.values(calls).reduce((sum, value) => sum + value, 0),
  changes: executions[`rubato-${blueprint.installation}-scale-tier`] ?? 0,
};
parentPort?.postMessage(timed);
