import * as z from 'zod';
import type { DecisionSubject, RecordedDecision, RecordedOutcome } from '../../functions/ports/decision-trail.ts';
import type { ThrownMode } from '../../functions/ports/thrown-mode.ts';

/** A recorded decision with what stood around it. */
export interface Explained {
  readonly subject: DecisionSubject;
  /** The people's, whose clock stands beside UTC; null: it is not known. */
  readonly timeZone: string | null;
  /** The instant that was asked for. */
  readonly atMs: number;
  readonly decision: RecordedDecision;
  /** The one after it. */
  readonly next: RecordedDecision | null;
  /** The last one before it that started an execution, where it started none itself; null: there is none. */
  readonly lastStart: StartingDecision | null;
  /** What the switch says at present; null: a simulation was asked, or nobody has thrown it. */
  readonly switchNow: ThrownMode;
  /** Of the executions that it started. */
  readonly outcomes: readonly RecordedOutcome[];
}

/** A decision that started an execution, and what came of that. */
export interface StartingDecision extends RecordedDecision {
  readonly outcomes: readonly RecordedOutcome[];
}

const started = z.object({ targetVersion: z.number().optional(), startedEpoch: z.number().optional() });

/** The fence of the execution that a decision started; null: it started none. */
export const startedVersion = ({ inputs }: RecordedDecision): number | null => {
  const { data } = started.safeParse(inputs);
  return data?.targetVersion ?? data?.startedEpoch ?? null;
};
