import { type Invariant, instant } from './invariant.ts';
import { FAILING_MS, watchLooks } from './looks.ts';
import type { JournalLine, Observation } from './observation.ts';

const RECEIVES_MAX = 3;
const MINUTE_MS = 60_000;
/** An event is given up at the age of 5 minutes, and its function may run a minute. */
const AGE_MAX_MS = 6 * MINUTE_MS;
/** Functions that events are handed to; the others are called by executions, which see what became of it. */
const TRIGGER = /(^|-)on-/;

/** What cannot be handled is put aside, and is in nobody's way. */
export const poison: Invariant = {
  id: 'L4',
  claim:
    'an event is handed to its function at most 3 times, then it is in the dead-letter queue, and it holds nobody up',
  watch: (blueprint) => {
    const looks = watchLooks(blueprint);
    const failures = watchFailures();
    return (seen) => {
      looks.learn(seen);
      const problem = failures.problem(seen);
      if (problem !== null || seen.kind !== 'beat' || seen.atMs - seen.calmSinceMs <= FAILING_MS) return problem;
      const failing = failures.failing(seen.atMs);
      const overdue = failing === null ? null : looks.overdue(seen);
      return overdue === null ? null : `${overdue}, while ${failing} fails on an event`;
    };
  },
};

interface FailedEvent {
  readonly subject: string;
  readonly receives: number;
  readonly failedAtMs: number;
  /** Whether its function has not been run on it again. */
  readonly isWaiting: boolean;
}

/** Events on which a function failed, until they are put aside. */
const watchFailures = () => {
  const failed = new Map<string, FailedEvent>();
  let faultAtMs = Number.NEGATIVE_INFINITY;

  const onFailure = (subject: string, requestId: string, atMs: number): string | null => {
    const receives = (failed.get(requestId)?.receives ?? 0) + 1;
    failed.set(requestId, { subject, receives, failedAtMs: atMs, isWaiting: true });
    return receives <= RECEIVES_MAX ? null : `${subject} failed on the same event for the ${receives}th time`;
  };

  /** What is told of it as lost is lost; where a fault struck the telling, nobody is to blame. */
  const onUndelivered = (subject: string): string | null => {
    const last = [...failed].findLast(([, event]) => event.subject === subject && event.isWaiting);
    if (last === undefined) return null;
    const [requestId, { failedAtMs }] = last;
    failed.delete(requestId);
    return faultAtMs >= failedAtMs ? null : `the event that ${subject} failed on could not be put aside`;
  };

  const onLine = ({ atMs, entry: { kind, subject, detail } }: JournalLine): string | null => {
    const { requestId, undelivered } = detail as { readonly requestId?: string; readonly undelivered?: string };
    if (kind === 'fault') faultAtMs = atMs;
    if (kind === 'function-error' && undelivered !== undefined) return onUndelivered(subject);
    if (requestId === undefined) return null;
    if (kind === 'function-error') return onFailure(subject, requestId, atMs);
    const known = kind === 'invocation' ? failed.get(requestId) : undefined;
    if (known !== undefined) failed.set(requestId, { ...known, isWaiting: false });
    return null;
  };

  const lost = (atMs: number): string | null => {
    for (const { subject, receives, failedAtMs, isWaiting } of failed.values()) {
      const withinMs = receives < RECEIVES_MAX ? AGE_MAX_MS : MINUTE_MS;
      if (!TRIGGER.test(subject) || !isWaiting || atMs - failedAtMs <= withinMs) continue;
      return `the event that ${subject} failed on at ${instant(failedAtMs)} is neither tried again nor put aside`;
    }
    return null;
  };

  return {
    problem: (seen: Observation): string | null => {
      if (seen.kind === 'dead-letter') failed.delete(seen.requestId ?? '');
      if (seen.kind === 'journal') return onLine(seen);
      return seen.kind === 'beat' ? lost(seen.atMs) : null;
    },
    /** The function that fails on an event now; null: none. */
    failing: (atMs: number): string | null =>
      [...failed.values()].find(({ failedAtMs }) => atMs - failedAtMs <= FAILING_MS)?.subject ?? null,
  };
};
