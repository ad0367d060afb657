import { formatShare } from '../format-figures.ts';
import type { FleetView, OpenedPolicy, PolicyRun, Tick, Want } from '../policy.ts';
import { roundUp } from '../round-up.ts';
import { packNumbers, unpackNumbers } from './packed-numbers.ts';

const SCHEMA_VERSION = 1;
const KIND = 5;

/** The last minute; NaN: its load was unknown. */
interface LastMinute {
  readonly load: number;
  readonly isComplete: boolean;
}

/**
 * What the last minute needed, at a target share of capacity, whatever was before it. A yardstick: no forecast, no
 * patience, no memory.
 *
 * @param packed what `pack` gave; null: begins
 */
export function naive(target: number, packed: Uint8Array | null): OpenedPolicy {
  const [load, isComplete] = unpackNumbers(packed, SCHEMA_VERSION, KIND) ?? [];
  if (load === undefined) {
    const run = runFrom(target, { load: Number.NaN, isComplete: false });
    return { run, isRestarted: packed !== null };
  }
  return { run: runFrom(target, { load, isComplete: isComplete === 1 }), isRestarted: false };
}

function runFrom(target: number, last: LastMinute): PolicyRun {
  return {
    observe: ({ load, isComplete }: Tick) => runFrom(target, { load: load ?? Number.NaN, isComplete }),
    want: (view) => wantOf(target, last, view),
    pack: () => packNumbers([last.load, Number(last.isComplete)], SCHEMA_VERSION, KIND),
  };
}

function wantOf(target: number, { load, isComplete }: LastMinute, view: FleetView): Want {
  const needed = Number.isNaN(load) ? view.size : roundUp(load / target);
  const size = isComplete ? needed : Math.max(view.size, needed);
  const text = `the last minute at ${formatShare(target)} wants ${size}`;
  if (size === view.size) return { size, reason: 'keep', text };
  return { size, reason: size > view.size ? 'load-above-target' : 'load-below-target', text };
}
