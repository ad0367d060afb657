import { type PlantRun, type PlantSettings, runPlant } from '../../../../../core/scaling/plant.ts';
import { adaptive } from '../../../../../core/scaling/policies/adaptive/adaptive.ts';
import type { PolicyRun, Tick } from '../../../../../core/scaling/policy.ts';
import { aView } from '../fleet-fixture.ts';

export const MINUTE_MS = 60_000;
export const DAY = 24 * 60;

export interface Played {
  readonly plant: PlantRun;
  /** What was asked for at each tick. */
  readonly wanted: readonly number[];
  /** The policy after the last tick but one. */
  readonly run: PolicyRun;
}

export interface PlaySettings extends PlantSettings {
  readonly price?: number;
  /** What the policy gets to see of a minute, in place of the truth; null: nothing at all. */
  readonly see?: (tick: Tick, index: number) => Tick | null;
  /** Called after each minute taken in; may put another run in its place. */
  readonly swap?: (run: PolicyRun, index: number) => PolicyRun;
}

/** The adaptive policy on the laboratory fleet. */
export function playAdaptive(demand: ArrayLike<number>, settings: PlaySettings = {}): Played {
  const { price = 100, see = (tick) => tick, swap = (run) => run } = settings;
  let { run } = adaptive({ type: 'adaptive', unservedPrice: price }, null);
  const wanted: number[] = [];
  const plant = runPlant(
    demand,
    ({ tick, previous, ready, pending }) => {
      const size = ready + pending;
      if (previous !== null) {
        const minuteMs = (tick - 1) * MINUTE_MS;
        const seen = see({ minuteMs, load: previous.demand, isComplete: true, ready: previous.ready, size }, tick - 1);
        if (seen !== null) run = swap(run.observe(seen), tick - 1);
      }
      const want = run.want(aView(size, { nowMs: tick * MINUTE_MS, ready, pending }));
      wanted.push(want.size);
      return want.size;
    },
    settings,
  );
  return { plant, wanted, run };
}

/** A repeatable stream of numbers between 0 and 1 (mulberry32). */
export function seededChance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Some days of load with a daily rhythm, noise and a burst now and then; in instances. */
export function busyDays(days: number, seed = 1): Float64Array {
  const chance = seededChance(seed);
  let burst = 0;
  return Float64Array.from({ length: days * DAY }, (_, minute) => {
    burst = chance() < 0.002 ? 15 : burst * 0.9;
    const rhythm = 20 - 10 * Math.cos((2 * Math.PI * minute) / DAY);
    return Math.max(0, rhythm + burst + 4 * (chance() - 0.5));
  });
}
