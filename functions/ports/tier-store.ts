import type { Mode } from '../../core/blueprint/model.ts';
import type { RubatoError } from '../../core/errors.ts';
import type { ScaleResult, TierState } from '../../core/scaling/model.ts';
import type { ThrownMode } from './thrown-mode.ts';

/** What is stored of a shard of tiers, with the switch, as of one instant. */
export interface TierShard {
  readonly mode: ThrownMode;
  /** By tier id; a tier before its first contact has revision 0. */
  readonly states: ReadonlyMap<string, TierState>;
  /** What the policies of tiers remember for weeks, packed, by tier id; without tiers that have nothing of the kind or lost it. */
  readonly seasons: ReadonlyMap<string, Uint8Array>;
  /** Tiers whose item cannot be understood, with the reason: `StateUnreadable`. */
  readonly unreadable: ReadonlyMap<string, RubatoError>;
}

/** The tiers' sizing state and their decisions. Contract: test/contracts/tier-store.contract.ts */
export interface TierStore {
  /** Read consistently. @throws `StateUnreadable` when the switch could not be read */
  load(tierIds: readonly string[]): Promise<TierShard>;

  /**
   * Store `result.next` over the revision it was made from, together with the decision when it is worth recording and with
   * `result.season` when there is a new one: all of it or nothing.
   * @throws `StaleTier` when something was written since
   */
  record(result: ScaleResult, mode: Mode, nowMs: number): Promise<void>;
}
