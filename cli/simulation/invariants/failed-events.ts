import { instant } from './invariant.ts';
import { FAILING_MS } from './looks.ts';
import type { JournalLine, Observation } from './observation.ts';

const RECEIVES_MAX = 3;
const MINUTE_MS = 60_000;
/** An event is given up at the age of 5 minutes, and its function may run a minute. */
const AGE_MAX_MS = 6 * MINUTE_MS;
/** Functions that events are handed to; the others are called by executions, which see what became of it. */
const TRIGGER = /(^|-)on-/;

interface FailedEvent {
  readonly subject: string;
  readonly receives: number;
  readonly failedAtMs: number;
  /** Whether its function has not been run on it again. */
  readonly isWaiting: boolean;
}

/** Events on which a function failed, until they are put aside. */
export class FailedEvents {
  readonly #events = new Map<string, FailedEvent>();
  /** By a fault, or by a permission that is missing: both are told as such. */
  #hinderedAtMs = Number.NEGATIVE_INFINITY;

  problem(seen: Observation): string | null {
    if (seen.kind === 'dead-letter') this.#events.delete(seen.requestId ?? '');
    if (seen.kind === 'journal') return this.#onLine(seen);
    return seen.kind === 'beat' ? this.#lost(seen.atMs) : null;
  }

  /** The function that fails on an event now, though nothing hinders it; null: none. */
  failing(atMs: number): string | null {
    if (atMs - this.#hinderedAtMs <= FAILING_MS) return null;
    return [...this.#events.values()].find(({ failedAtMs }) => atMs - failedAtMs <= FAILING_MS)?.subject ?? null;
  }

  #onLine({ atMs, entry: { kind, subject, detail } }: JournalLine): string | null {
    const { requestId, undelivered } = detail as { readonly requestId?: string; readonly undelivered?: string };
    if (kind === 'fault' || kind === 'denied') this.#hinderedAtMs = atMs;
    if (kind === 'function-error' && undelivered !== undefined) return this.#onUndelivered(subject);
    if (requestId === undefined) return null;
    if (kind === 'function-error') return this.#onFailure(subject, requestId, atMs);
    const known = kind === 'invocation' ? this.#events.get(requestId) : undefined;
    if (known !== undefined) this.#events.set(requestId, { ...known, isWaiting: false });
    return null;
  }

  #onFailure(subject: string, requestId: string, atMs: number): string | null {
    const receives = (this.#events.get(requestId)?.receives ?? 0) + 1;
    this.#events.set(requestId, { subject, receives, failedAtMs: atMs, isWaiting: true });
    return receives <= RECEIVES_MAX ? null : `${subject} failed on the same event for the ${receives}th time`;
  }

  /** What could not be put aside is lost: of those that wait, the one that has for the longest. */
  #onUndelivered(subject: string): string | null {
    const oldest = [...this.#events].find(([, event]) => event.subject === subject && event.isWaiting);
    if (oldest === undefined) return null;
    const [requestId, { failedAtMs }] = oldest;
    this.#events.delete(requestId);
    return this.#hinderedAtMs >= failedAtMs ? null : `the event that ${subject} failed on could not be put aside`;
  }

  #lost(atMs: number): string | null {
    for (const { subject, receives, failedAtMs, isWaiting } of this.#events.values()) {
      const withinMs = receives < RECEIVES_MAX ? AGE_MAX_MS : MINUTE_MS;
      if (!TRIGGER.test(subject) || !isWaiting || atMs - failedAtMs <= withinMs) continue;
      return `the event that ${subject} failed on at ${instant(failedAtMs)} is neither tried again nor put aside`;
    }
    return null;
  }
}
