import type { HpaSpec } from '../../../blueprint/model.ts';
import { formatShare } from '../../format-figures.ts';
import type { FleetView, OpenedPolicy, PolicyRun, Tick, Want } from '../../policy.ts';
import { utilisation } from '../breach-record.ts';
import { packNumbers, unpackNumbers } from '../packed-numbers.ts';
import { chooseReplicas } from './choose-replicas.ts';
import { limitRate } from './limit-rate.ts';
import { stabilise } from './stabilise.ts';

const SCHEMA_VERSION = 1;
const KIND = 4;

/** Something that was so at an instant: a recommended size, or a change of size. */
interface Dated {
  readonly atMs: number;
  readonly value: number;
}

interface Memory {
  /** Load of the last minute in instances; NaN when it was unknown. */
  readonly load: number;
  readonly ready: number;
  readonly isComplete: boolean;
  /** When it was last asked and what size there was then; NaN before the first time. */
  readonly askedAtMs: number;
  readonly size: number;
  readonly recommendations: readonly Dated[];
  readonly changes: readonly Dated[];
}

const nothing: Memory = {
  load: Number.NaN,
  ready: 0,
  isComplete: false,
  askedAtMs: Number.NaN,
  size: Number.NaN,
  recommendations: [],
  changes: [],
};

/**
 * The Horizontal Pod Autoscaler of Kubernetes (autoscaling/v2) with instances for pods: the size that brings the
 * utilisation to the target, its tolerance, its stabilisation windows and its scaling policies. Kubernetes asks every
 * 15 seconds, this is asked once a minute. Pending instances are its unready pods.
 *
 * @param packed what `pack` gave; null: begins
 */
export function hpa(spec: HpaSpec, packed: Uint8Array | null): OpenedPolicy {
  const memory = unpackMemory(packed);
  return { run: runFrom(spec, memory ?? nothing), isRestarted: packed !== null && memory === null };
}

function runFrom(spec: HpaSpec, memory: Memory): PolicyRun {
  return {
    observe: ({ load, ready, isComplete }: Tick) =>
      runFrom(spec, { ...memory, load: load ?? Number.NaN, ready, isComplete }),
    want: (view) => wantOf(spec, memory, view),
    pack: () => packMemory(memory),
  };
}

function wantOf(spec: HpaSpec, memory: Memory, view: FleetView): Want {
  const seen = noteChange(memory, view);
  const desired = recommend(spec, memory, view);
  const ageSeconds = ({ atMs }: Dated): number => (view.nowMs - atMs) / 1000;
  const stabilised = stabilise(
    desired,
    view.size,
    seen.recommendations.map((dated) => ({ replicas: dated.value, ageSeconds: ageSeconds(dated) })),
    { up: spec.scaleUp.stabilizationWindowSeconds, down: spec.scaleDown.stabilizationWindowSeconds },
  );
  const { replicas: size, condition } = limitRate(stabilised, {
    current: view.size,
    min: 0,
    max: Number.POSITIVE_INFINITY,
    scaleUp: spec.scaleUp,
    scaleDown: spec.scaleDown,
    events: seen.changes.map((dated) => ({ change: dated.value, ageSeconds: ageSeconds(dated) })),
  });
  const limit = condition === 'DesiredWithinRange' ? '' : ` (${condition})`;
  return {
    size,
    reason: size > view.size ? 'load-above-target' : size < view.size ? 'load-below-target' : 'keep',
    text: `HPA at ${formatShare(spec.target)} ${size === view.size ? 'keeps' : 'wants'} ${size}${limit}`,
    after: runFrom(spec, remember(spec, seen, desired, view)),
  };
}

/** Before the windows: what the load of the last minute asks for. */
function recommend({ target, scaleUp, scaleDown }: HpaSpec, memory: Memory, view: FleetView): number {
  const ratio = utilisation(memory.load, memory.ready) / target;
  if (Number.isNaN(ratio) || view.size === 0) return view.size;
  const hasUnready = view.ready < view.size && ratio > 1;
  const desired = chooseReplicas({
    current: view.size,
    // Instances that left since that minute carried a part of its load; those that joined multiply it, as the ready ones of Kubernetes do.
    measured: { replicas: Math.max(view.ready, memory.ready), ratio },
    assumed: hasUnready ? { replicas: view.size, ratio: memory.load / (target * view.size) } : null,
    tolerance: { up: scaleUp.tolerance, down: scaleDown.tolerance },
  });
  // The load of an incomplete minute is a lower bound: it may raise and never lower (spec S3).
  return memory.isComplete ? desired : Math.max(view.size, desired);
}

function noteChange(memory: Memory, { size }: FleetView): Memory {
  if (Number.isNaN(memory.size) || memory.size === size) return memory;
  return { ...memory, changes: [...memory.changes, { atMs: memory.askedAtMs, value: size - memory.size }] };
}

/** Forgets what no window and no period will reach any more. */
function remember({ scaleUp, scaleDown }: HpaSpec, memory: Memory, recommended: number, view: FleetView): Memory {
  const { nowMs, size } = view;
  const windowSeconds = Math.max(scaleUp.stabilizationWindowSeconds, scaleDown.stabilizationWindowSeconds);
  const periodSeconds = Math.max(0, ...[...scaleUp.policies, ...scaleDown.policies].map((each) => each.periodSeconds));
  const youngerThan = (seconds: number) => (dated: Dated) => nowMs - dated.atMs < seconds * 1000;
  const recommendations = memory.recommendations.filter(youngerThan(windowSeconds));
  return {
    ...memory,
    askedAtMs: nowMs,
    size,
    recommendations: [...recommendations, { atMs: nowMs, value: recommended }],
    changes: memory.changes.filter(youngerThan(periodSeconds)),
  };
}

function packMemory(memory: Memory): Uint8Array {
  const { load, ready, isComplete, askedAtMs, size, recommendations, changes } = memory;
  const dated = [...recommendations, ...changes].flatMap(({ atMs, value }) => [atMs, value]);
  const numbers = [load, ready, Number(isComplete), askedAtMs, size, recommendations.length, ...dated];
  return packNumbers(numbers, SCHEMA_VERSION, KIND);
}

function unpackMemory(packed: Uint8Array | null): Memory | null {
  const numbers = unpackNumbers(packed, SCHEMA_VERSION, KIND);
  if (numbers === null) return null;
  const [load, ready, isComplete, askedAtMs, size, recommended, ...pairs] = numbers;
  if (load === undefined || ready === undefined || askedAtMs === undefined || size === undefined) return null;
  const dated = Array.from({ length: pairs.length / 2 }, (_, index): Dated => {
    const [atMs = Number.NaN, value = Number.NaN] = pairs.slice(2 * index, 2 * index + 2);
    return { atMs, value };
  });
  return {
    load,
    ready,
    isComplete: isComplete === 1,
    askedAtMs,
    size,
    recommendations: dated.slice(0, recommended),
    changes: dated.slice(recommended),
  };
}
