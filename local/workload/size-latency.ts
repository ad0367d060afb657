import { MinuteTally } from './minute-tally.ts';
import { serveStep } from './serve-step.ts';
import { BASE_LATENCY_MS, MS_PER_SECOND, STEP_SECONDS, STEPS_PER_MINUTE, slotsFor } from './tier-load.ts';

/**
 * The p95 latency of a load, minute by minute in milliseconds, on a fleet that had these sizes: all of its instances serve, with
 * the queue of a driven group's. 0 in a minute in which nothing was served.
 *
 * @param requests that arrive in each minute
 * @param sizes of the fleet in each minute
 */
export const sizeLatency = (
  requests: readonly number[],
  sizes: ArrayLike<number>,
  servedPerInstancePerMinute: number,
): number[] => {
  const instance = {
    slotsPerInstance: slotsFor(servedPerInstancePerMinute),
    servedPerInstancePerSecond: servedPerInstancePerMinute / 60,
  };
  let backlog = 0;
  return requests.map((count, minute) => {
    const size = sizes[minute] ?? 0;
    const capacity = { ...instance, targets: size, serving: size, unreachable: 0 };
    const arrivals = count / STEPS_PER_MINUTE;
    const tally = new MinuteTally();
    let step = serveStep(capacity, arrivals, backlog, STEP_SECONDS);
    for (let number = 1; ; number += 1) {
      tally.add(arrivals, capacity, step);
      if (number === STEPS_PER_MINUTE) break;
      // A step that nobody waited before or after is followed by one like it.
      if (backlog > 0 || step.backlog > 0) {
        backlog = step.backlog;
        step = serveStep(capacity, arrivals, backlog, STEP_SECONDS);
      }
    }
    backlog = step.backlog;
    const p95Seconds = tally.quantileSeconds(0.95);
    return p95Seconds === undefined ? 0 : p95Seconds * MS_PER_SECOND + BASE_LATENCY_MS;
  });
};
