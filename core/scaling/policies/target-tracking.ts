import type { TargetTrackingSpec } from '../../blueprint/model.ts';
import { formatShare } from '../format-figures.ts';
import type { FleetView, OpenedPolicy, PolicyRun, Want } from '../policy.ts';
import { roundUp } from '../round-up.ts';
import {
  type BreachRecord,
  noBreach,
  packBreachRecord,
  recordBreach,
  unpackBreachRecord,
  utilisation,
} from './breach-record.ts';

const SCHEMA_VERSION = 1;
const KIND = 1;
/** AWS's scale-in alarm sits about 10 % under the target: https://docs.aws.amazon.com/autoscaling/application/userguide/target-tracking-scaling-policy-overview.html */
const SCALE_IN_SHARE_OF_TARGET = 0.9;

/**
 * Target tracking: keep the utilisation of the ready instances at the target. Out at once in proportion to the load,
 * in only after a long quiet and never while something is pending. Both round up: rather one instance too many.
 *
 * Instances that are warming up do not count when scaling out, scale-in does not start while a scale-out is in
 * progress, and missing data never scales in:
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-scaling-target-tracking.html
 *
 * @param packed what `pack` gave; null: begins
 */
export function targetTracking(spec: TargetTrackingSpec, packed: Uint8Array | null): OpenedPolicy {
  const record = unpackBreachRecord(packed, SCHEMA_VERSION, KIND);
  return { run: runFrom(spec, record), isRestarted: packed !== null && record === noBreach };
}

function runFrom(spec: TargetTrackingSpec, record: BreachRecord): PolicyRun {
  return {
    observe: (tick) =>
      runFrom(
        spec,
        recordBreach(
          record,
          tick,
          (used) => used > spec.target,
          (used) => used < SCALE_IN_SHARE_OF_TARGET * spec.target,
        ),
      ),
    want: (view) => wantOf(spec, record, view),
    pack: () => packBreachRecord(record, SCHEMA_VERSION, KIND),
  };
}

function wantOf(spec: TargetTrackingSpec, record: BreachRecord, view: FleetView): Want {
  const target = `target ${formatShare(spec.target)}`;
  if (record.minutesAbove >= spec.scaleOutMinutes) {
    const size = Math.max(view.size, roundUp(record.load / spec.target));
    return { size, reason: 'load-above-target', text: `${target} wants ${size}` };
  }
  if (record.minutesBelow >= spec.scaleInMinutes && view.pending === 0) {
    const used = utilisation(record.load, record.ready);
    // Instances that left since that minute carried a part of its load: what it needed is the least.
    const ready = Math.max(view.ready, record.ready);
    const size = Math.min(view.size, roundUp((ready * used) / spec.target));
    return { size, reason: 'load-below-target', text: `${target} wants ${size}` };
  }
  return { size: view.size, reason: 'keep', text: `${target} keeps ${view.size}` };
}
