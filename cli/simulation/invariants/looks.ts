import type { Blueprint } from '../../../core/blueprint/model.ts';
import type { Beat, Observation } from './observation.ts';

const MINUTE_MS = 60_000;
/** A sweep a minute, and the tenth by which somebody else's failure may delay it. */
const LATE_AFTER_MS = 1.1 * MINUTE_MS;
/** For how long a failure that was told counts as one that goes on: each sweep tells it again. */
export const FAILING_MS = 2 * MINUTE_MS;

/** Which looks at tiers and environments are overdue, and whose fail. A subject is `tier web` or `environment staging`. */
export interface Looks {
  learn(seen: Observation): void;
  /** Subjects whose decisions fail. */
  failing(atMs: number): readonly string[];
  /** The look of somebody whose own do not fail that should have been there by now, as a sentence; null: none. */
  overdue(beat: Beat): string | null;
}

export const watchLooks = ({ tiers, environments }: Blueprint): Looks => {
  const lookedAtMs = new Map<string, number>();
  const dueAtMs = new Map<string, number>();
  const failedAtMs = new Map<string, number>();
  const failing = (atMs: number): string[] =>
    [...failedAtMs].filter(([, failedMs]) => atMs - failedMs <= FAILING_MS).map(([subject]) => subject);
  return {
    failing,
    learn: (seen) => {
      if (seen.kind === 'journal' && seen.entry.kind === 'log') {
        const subject = failedSubject(String(seen.entry.detail['line']));
        if (subject !== null) failedAtMs.set(subject, seen.atMs);
      }
      if (seen.kind !== 'write' || seen.sk !== 'STATE') return;
      const [kind, id = ''] = seen.pk.split('#');
      if (kind === 'TIER' && id in tiers) lookedAtMs.set(`tier ${id}`, seen.atMs); // A look is recorded whatever it decides.
      // An environment is looked at when it is due, and each look says when it is due again.
      if (kind === 'ENV' && id in environments) dueAtMs.set(`environment ${id}`, dueIn(seen.after));
    },
    overdue: ({ atMs }) => {
      const excused = new Set(failing(atMs));
      const isLate = ([subject, sinceMs]: readonly [string, number]): boolean =>
        !excused.has(subject) && atMs - sinceMs > LATE_AFTER_MS;
      const told = ([subject, sinceMs]: readonly [string, number], what: string): string =>
        `${subject} ${what} ${(atMs - sinceMs) / 1000} s ago`;
      const late = [...lookedAtMs].find(isLate);
      if (late !== undefined) return told(late, 'was last looked at');
      const waiting = [...dueAtMs].find(isLate);
      return waiting === undefined ? null : told(waiting, 'is not looked at, and was due');
    },
  };
};

const dueIn = (state: { readonly nextDueAt?: unknown } | undefined): number => {
  const atMs = Date.parse(String(state?.nextDueAt));
  return Number.isNaN(atMs) ? Number.POSITIVE_INFINITY : atMs;
};

/** Whose decision failed, as the function tells it. */
const failedSubject = (line: string): string | null => {
  if (!line.includes('a decision failed')) return null;
  const [, kind, id] = /"(tier|environment)Id":"([^"]+)"/.exec(line) ?? [];
  return kind === undefined ? null : `${kind} ${id}`;
};
