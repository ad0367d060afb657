import type { Step, StepSide, StepSpec } from '../../blueprint/model.ts';
import { formatShare } from '../format-figures.ts';
import type { FleetView, OpenedPolicy, PolicyRun, Want } from '../policy.ts';
import {
  type BreachRecord,
  noBreach,
  packBreachRecord,
  recordBreach,
  unpackBreachRecord,
  utilisation,
} from './breach-record.ts';

const SCHEMA_VERSION = 1;
const KIND = 2;
/** Distances from a threshold are compared at this many parts: 0.6 - 0.5 is 0.1, not a hair less. */
const DISTANCE_PARTS = 1e9;

/**
 * Step scaling: a fixed adjustment for each range of distance from the threshold.
 *
 * Rules, with the worked example that the test repeats (threshold 50, capacity 10):
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-scaling-simple-step.html
 * Above the threshold a step's lower bound is inclusive and its upper one exclusive, below it the other way round.
 * Scaling out counts from the instances that serve and never adds to what already is on its way; scaling in counts
 * from everything asked for and does not start while a scale-out is in progress.
 *
 * @param packed what `pack` gave; null: begins
 */
export function stepScaling(spec: StepSpec, packed: Uint8Array | null): OpenedPolicy {
  const record = unpackBreachRecord(packed, SCHEMA_VERSION, KIND);
  return { run: runFrom(spec, record), isRestarted: packed !== null && record === noBreach };
}

function runFrom(spec: StepSpec, record: BreachRecord): PolicyRun {
  return {
    observe: (tick) =>
      runFrom(
        spec,
        recordBreach(
          record,
          tick,
          (used) => used >= spec.scaleOut.threshold,
          (used) => used <= spec.scaleIn.threshold,
        ),
      ),
    want: (view) => wantOf(spec, record, view),
    pack: () => packBreachRecord(record, SCHEMA_VERSION, KIND),
  };
}

function wantOf({ scaleOut, scaleIn }: StepSpec, record: BreachRecord, view: FleetView): Want {
  const used = utilisation(record.load, record.ready);
  if (record.minutesAbove >= scaleOut.minutes && isCool(scaleOut, view.lastIncreaseAtMs, view.nowMs)) {
    const size = Math.max(view.size, adjusted(scaleOut, used, view.ready));
    if (size > view.size)
      return { size, reason: 'load-above-target', text: `step at ${formatShare(used)} wants ${size}` };
  }
  const mayShrink = view.pending === 0 && isCool(scaleIn, view.lastDecreaseAtMs, view.nowMs);
  if (record.minutesBelow >= scaleIn.minutes && mayShrink) {
    const size = Math.min(view.size, adjusted(scaleIn, used, view.size));
    if (size < view.size)
      return { size, reason: 'load-below-target', text: `step at ${formatShare(used)} wants ${size}` };
  }
  return { size: view.size, reason: 'keep', text: `steps keep ${view.size}` };
}

function isCool(side: StepSide, lastAtMs: number | null, nowMs: number): boolean {
  return lastAtMs === null || nowMs - lastAtMs >= side.cooldownSeconds * 1000;
}

function adjusted(side: StepSide, used: number, capacity: number): number {
  const step = stepFor(side, used);
  if (step === undefined) return capacity;
  if (side.adjustment === 'ExactCapacity') return step.change;
  if (side.adjustment === 'ChangeInCapacity') return Math.max(0, capacity + step.change);
  return Math.max(0, capacity + percentOf(capacity, step.change, side.minMagnitude));
}

function stepFor(side: StepSide, used: number): Step | undefined {
  const distance = Math.round((used - side.threshold) * DISTANCE_PARTS) / DISTANCE_PARTS;
  return side.steps.find(({ from, to }) => {
    const low = from ?? Number.NEGATIVE_INFINITY;
    const high = to ?? Number.POSITIVE_INFINITY;
    // Infinite utilisation (load and nobody ready) belongs to the step without an upper bound.
    return distance >= 0 && low >= 0
      ? distance >= low && (distance < high || to === null)
      : distance > low && distance <= high;
  });
}

/** 12.7 is 12, 0.67 is 1, -0.58 is -1, -6.67 is -6; at least `minMagnitude` unless the step changes nothing. */
function percentOf(capacity: number, percent: number, minMagnitude: number): number {
  const exact = Math.abs(capacity * percent) / 100;
  if (exact === 0) return 0;
  const whole = Math.max(1, Math.floor(exact + 1 / DISTANCE_PARTS), minMagnitude);
  return percent > 0 ? whole : -whole;
}
