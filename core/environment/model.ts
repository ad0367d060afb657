import type { Calendar, Environment, Mode, Schedule } from '../blueprint/model.ts';
import type { Need } from '../scaling/policy.ts';

export type EnvironmentPhase = 'awake' | 'falling-asleep' | 'asleep' | 'waking' | 'blocked';

/** The sizes of a group before it was put to sleep. */
export interface SavedSize {
  readonly min: number;
  readonly max: number;
  readonly desired: number;
}

/** The STATE item of an environment. */
export interface EnvironmentState {
  readonly environmentId: string;
  /** Raised by every write; 0: not stored yet. */
  readonly revision: number;
  readonly phase: EnvironmentPhase;
  readonly blockedReason: string | null;
  /** When the last attempt ended as blocked; the next one counts its back-off from then. */
  readonly blockedAtMs: number | null;
  /** What the execution of this epoch is to bring about; null before the first. Tells which way `blocked` was going. */
  readonly wanted: 'awake' | 'asleep' | null;
  /** Raised by every sleep or wake; executions carry it as their fence. */
  readonly epoch: number;
  /** The execution of this epoch holds the environment until then unless it renews. */
  readonly leaseUntilMs: number | null;
  /** Execution attempt for the present epoch, from 1; 0 before the first. */
  readonly attempt: number;
  readonly attemptedAtMs: number | null;
  readonly lastEvaluatedAtMs: number | null;
  /** Which schedule it was last looked at with; null: none of this release. */
  readonly scheduleHash: string | null;
  /** When the sweep must look again; the sort key of the index `due`. */
  readonly nextDueAtMs: number;
  readonly savedSizes: Readonly<Record<string, SavedSize>>;
  readonly override: { readonly wanted: 'awake' | 'asleep' | 'hold'; readonly untilMs: number } | null;
  readonly lastReason: string | null;
  readonly lastRecordedAtMs: number | null;
}

export interface EnvironmentInput {
  readonly environment: Environment;
  readonly schedule: Schedule | null;
  /** Tells the schedule, its calendars included, from another one. */
  readonly scheduleHash: string;
  readonly calendars: Readonly<Record<string, Calendar>>;
  readonly state: EnvironmentState;
  /** What the tiers of an environment that sleeps are to be woken with at least, by group; one that nothing is known of is missing. */
  readonly forecasts: Readonly<Record<string, Need>>;
  readonly mode: Mode;
  readonly nowMs: number;
}

export type EnvironmentDecision =
  | { readonly action: 'sleep'; readonly reason: string; readonly text: string }
  | { readonly action: 'wake'; readonly reason: string; readonly text: string }
  | { readonly action: 'hold'; readonly reason: string; readonly text: string }
  | { readonly action: 'blocked'; readonly reason: string; readonly text: string };

export interface EnvironmentResult {
  readonly decision: EnvironmentDecision;
  readonly next: EnvironmentState;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly isRecorded: boolean;
}
