import type { Mode } from '../../core/blueprint/model.ts';
import type { RubatoError } from '../../core/errors.ts';
import type { HealingState, HealResult } from '../../core/healing/model.ts';
import type { ThrownMode } from './thrown-mode.ts';

export interface StoredHealing {
  readonly state: HealingState;
  /** Whether the environment of the tier is not awake. */
  readonly isSuspended: boolean;
}

/** What is stored of the healing of tiers, with the switch. */
export interface HealingShard {
  readonly mode: ThrownMode;
  /** By tier id; a tier that was never looked at has revision 0. */
  readonly tiers: ReadonlyMap<string, StoredHealing>;
  /** Tiers whose item cannot be understood, with the reason: `StateUnreadable`. */
  readonly unreadable: ReadonlyMap<string, RubatoError>;
}

/** The healing of tiers and its decisions. Contract: test/contracts/healing-store.contract.ts */
export interface HealingStore {
  /** Read consistently. @throws `StateUnreadable` when the switch could not be read */
  load(tierIds: readonly string[]): Promise<HealingShard>;

  /**
   * Store `result.next` over the revision it was made from, together with the decision when it is worth recording.
   * @throws `StaleHealing` when something was written since
   */
  record(result: HealResult, mode: Mode, nowMs: number): Promise<void>;
}
