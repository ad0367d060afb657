import { ALL_INVARIANTS } from './all-invariants.ts';
import { CloudObserver, type ObservedCloud } from './cloud-observer.ts';
import { type Invariant, instant } from './invariant.ts';

/** What did not hold. */
export interface Violation {
  readonly invariant: Invariant;
  /** What was wrong, as a sentence. */
  readonly what: string;
  readonly atMs: number;
  /** How many entries the journal had. */
  readonly step: number;
  readonly seed: number | string;
  /** What had happened last, as lines, oldest first. */
  readonly lastEvents: readonly string[];
}

export interface WatchedRun extends ObservedCloud {
  readonly seed: number | string;
  /** @default ALL_INVARIANTS */
  readonly invariants?: readonly Invariant[];
}

/** How much of the journal tells how it came to a violation. */
const LAST_EVENTS = 12;

/** Watch every step of a run. Each invariant tells its first violation and then rests: what follows is mostly its echo. */
export const watchInvariants = (run: WatchedRun, onViolation: (violation: Violation) => void): void => {
  const { cloud, seed, invariants = ALL_INVARIANTS } = run;
  const watched = new Map(invariants.map((invariant) => [invariant, invariant.watch(run.blueprint)]));
  new CloudObserver(run, (seen) => {
    for (const [invariant, check] of watched) {
      const what = check(seen);
      if (what === null) continue;
      watched.delete(invariant);
      const step = cloud.journal.entries.length;
      onViolation({ invariant, what, atMs: seen.atMs, step, seed, lastEvents: lastEvents(run) });
    }
  });
};

const lastEvents = ({ cloud }: WatchedRun): string[] => {
  const events: string[] = [];
  for (let index = cloud.journal.entries.length - 1; index >= 0 && events.length < LAST_EVENTS; index--) {
    const entry = cloud.journal.entries[index];
    if (entry === undefined || entry.kind === 'log') continue;
    events.unshift(
      `${instant(entry.atMs)} ${entry.kind} ${entry.subject} ${JSON.stringify(entry.detail).slice(0, 160)}`,
    );
  }
  return events;
};

/** A violation as lines: what, when, under which seed, and what had happened last. */
export const violationLines = ({ invariant, what, atMs, step, seed, lastEvents: events }: Violation): string[] => [
  `${invariant.id} at ${instant(atMs)}, step ${step}, seed ${seed}: ${what}`,
  `  must hold: ${invariant.claim}`,
  '  the last events:',
  ...events.map((event) => `    ${event}`),
];
