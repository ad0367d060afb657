import type { Mode } from '../../core/blueprint/model.ts';
import type { EnvironmentResult, EnvironmentState, SavedSize } from '../../core/environment/model.ts';
import type { RubatoError } from '../../core/errors.ts';
import type { ThrownMode } from './thrown-mode.ts';

/** What is stored of environments. */
export interface StoredEnvironments {
  /** By environment id; one that was never stored is not in it. */
  readonly states: ReadonlyMap<string, EnvironmentState>;
  /** Environments whose item cannot be understood, with the reason: `StateUnreadable`. */
  readonly unreadable: ReadonlyMap<string, RubatoError>;
}

/** Which blueprint's environments have been looked at. */
export interface Registry {
  readonly blueprintHash: string;
  /** Those of its environments that have not been decided since it is there: lost to another writer, or not understood. */
  readonly undecided: readonly string[];
}

/** The environments, when they are due, and their decisions. Contract: test/contracts/environment-store.contract.ts */
export interface EnvironmentStore {
  /** The switch and what is registered (null: nothing). @throws `StateUnreadable` */
  loadSwitch(): Promise<{ readonly mode: ThrownMode; readonly registry: Registry | null }>;

  register(registry: Registry): Promise<void>;

  /** Ids of environments that are due. Of an index that lags, so the state decides. */
  dueIds(nowMs: number): Promise<readonly string[]>;

  /** Keep environments, as they are, out of what is due, until they are recorded again. */
  retire(environmentIds: readonly string[]): Promise<void>;

  /** Read consistently. */
  load(environmentIds: readonly string[]): Promise<StoredEnvironments>;

  /**
   * Store `result.next` over the revision it was made from, together with the decision when it is worth recording.
   * @throws `StaleEnvironment` when something was written since
   */
  record(result: EnvironmentResult, mode: Mode, nowMs: number): Promise<void>;
}

/** The sizes of an environment's groups before it sleeps. Contract: test/contracts/saved-sizes.contract.ts */
export interface SavedSizes {
  /** Sizes by group; empty when none are saved. @throws `EnvironmentNotFound` */
  load(environmentId: string): Promise<Readonly<Record<string, SavedSize>>>;

  /**
   * Save the sizes of groups that have none saved and are not at zero; answers everything that is saved then.
   * @throws `StaleEnvironment` when the epoch is over @throws `EnvironmentNotFound`
   */
  saveOnce(
    environmentId: string,
    epoch: number,
    sizes: Readonly<Record<string, SavedSize>>,
  ): Promise<Readonly<Record<string, SavedSize>>>;
}
