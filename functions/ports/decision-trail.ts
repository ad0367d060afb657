/** A decision about the size of a tier, as it was recorded. */
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

/** What an execution of a target came to. */
export interface RecordedOutcome {
  readonly targetVersion: number;
  readonly outcome: string;
  readonly atMs: number;
}

/** The audit trail of sizes, read only. Contract: test/contracts/decision-trail.contract.ts */
export interface DecisionTrail {
  /** The last decision at or before an instant, and the one after it; null: there is none. */
  around(
    tierId: string,
    atMs: number,
  ): Promise<{ readonly decision: RecordedDecision | null; readonly next: RecordedDecision | null }>;

  /** Outcomes that are known of a tier, oldest first. The table keeps the last one only. */
  outcomes(tierId: string): Promise<readonly RecordedOutcome[]>;
}
