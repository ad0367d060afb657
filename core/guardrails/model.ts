import type { Tier } from '../blueprint/model.ts';
import type { Fleet, HoldReason, RailState, StressSample } from '../scaling/model.ts';

/** What every guard rail may look at. Sizes in instances. */
export interface RailContext {
  readonly tier: Tier;
  readonly fleet: Fleet;
  /** Of the ready ones, those that serve as far as anybody can tell. */
  readonly healthy: number;
  /** The size last asked for, which a new one is compared with. */
  readonly current: number;
  /** What a schedule or a known event wants at least now; 0: nothing. */
  readonly floor: number;
  /** Memory of earlier decisions; the present want is already the newest of `recentWants`. */
  readonly rails: RailState;
  /** What is wrong with the load data, if anything. */
  readonly dataFlaw: DataFlaw | null;
  readonly stress: StressSample;
  /** Instances all tiers together may still lose in this minute. */
  readonly removable: number;
  readonly nowMs: number;
}

/** Why load data cannot justify taking capacity away. */
export interface DataFlaw {
  /** `nothing-new`: the finished minutes were seen before. */
  readonly reason: 'no-data' | 'stale-data' | 'nothing-new';
  readonly text: string;
}

/** A rail that bound: the size it leaves, and why. */
export interface RailVerdict {
  readonly size: number;
  readonly reason: HoldReason;
  /** For operators, with the numbers. */
  readonly text: string;
}

/**
 * One limit on what a policy wants. Answers null when it has nothing to say. A rail that holds a decrease back never
 * asks for more than the current size.
 *
 * @param want what the rails before it have left
 * @param wanted what the policy asked for
 */
export type GuardRail = (want: number, context: RailContext, wanted: number) => RailVerdict | null;
