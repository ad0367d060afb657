/** What decisions are about: the size of a tier, its health, or whether an environment is awake. */
export type DecisionKind = 'scale' | 'heal' | 'environment';

export interface DecisionSubject {
  readonly kind: DecisionKind;
  /** Of the tier or the environment. */
  readonly id: string;
}

/** A decision as it was recorded. */
export interface RecordedDecision {
  readonly atMs: number;
  readonly action: string;
  readonly reason: string;
  /** In words, with the numbers. */
  readonly text: string;
  readonly mode: string;
  /** What it was made from. */
  readonly inputs: Readonly<Record<string, unknown>>;
}

/** What an execution came to. */
export interface RecordedOutcome {
  /** Its fence: the version of a target, the epoch of a replacement, a sleep or a wake. */
  readonly version: number;
  readonly outcome: string;
  /** null: that it ended is known, not when. */
  readonly atMs: number | null;
}

/** The audit trail, read only. Contract: test/contracts/decision-trail.contract.ts */
export interface DecisionTrail {
  /** The last decision at or before an instant, and the one after it; null: there is none. */
  around(
    subject: DecisionSubject,
    atMs: number,
  ): Promise<{ readonly decision: RecordedDecision | null; readonly next: RecordedDecision | null }>;

  /** The last decision at or before an instant that started an execution; null: there is none. */
  lastStart(subject: DecisionSubject, atMs: number): Promise<RecordedDecision | null>;

  /** What is known of the executions of one version, oldest first. The table keeps the last one only. */
  outcomes(subject: DecisionSubject, version: number): Promise<readonly RecordedOutcome[]>;
}
