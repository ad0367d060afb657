import type { VirtualClock } from './clock/virtual-clock.ts';
import { JOURNAL_KINDS, type Journal, type JournalEntry, type JournalKind } from './kernel.ts';

/** The journal of one run: entries in the order in which things happened, and counts of them and of what is only counted. */
export const createJournal = (clock: VirtualClock): Journal => {
  const entries: JournalEntry[] = [];
  const tallies = new Map<JournalKind, Map<string, number>>(JOURNAL_KINDS.map((kind) => [kind, new Map()]));
  const listeners = new Set<(entry: JournalEntry) => void>();

  const count = (kind: JournalKind, subject: string): void => {
    const tally = tallies.get(kind);
    if (tally === undefined) {
      throw new Error(`the journal has no kind "${kind}"; it has ${JOURNAL_KINDS.join(', ')}`);
    }
    tally.set(subject, (tally.get(subject) ?? 0) + 1);
  };

  return {
    entries,
    count,
    note: (kind, subject, detail = {}) => {
      count(kind, subject);
      const entry: JournalEntry = { atMs: clock.nowMs, kind, subject, detail };
      entries.push(entry);
      for (const listener of listeners) listener(entry);
    },
    counts: () =>
      Object.fromEntries([...tallies].map(([kind, tally]) => [kind, Object.fromEntries(tally)])) as ReturnType<
        Journal['counts']
      >,
    watch: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
};
