import { type Invariant, instant } from './invariant.ts';
import type { ItemWrite } from './observation.ts';

/** From the decision to the alarm: a log line, a metric of a minute, and the alarm's next look. */
const WITHIN_MS = 5 * 60_000;

/** People hear of what is blocked. */
export const told: Invariant = {
  id: 'L5',
  claim: 'everything that is blocked, and a mass failure, raises an alarm',
  watch: () => {
    const open = new Map<string, number>();
    const needsSomebody = decisionsForSomebody();
    return (seen) => {
      if (seen.kind === 'write' && needsSomebody(seen)) open.set(seen.pk, open.get(seen.pk) ?? seen.atMs);
      if (seen.kind === 'journal' && seen.entry.kind === 'alarm' && isTelling(seen.entry.subject, seen.entry.detail)) {
        open.clear();
      }
      if (seen.kind !== 'beat') return null;
      for (const [pk, sinceMs] of open) {
        if (seen.atMs - Math.max(sinceMs, seen.calmSinceMs) <= WITHIN_MS) continue;
        open.delete(pk);
        return `${pk} needs somebody since ${instant(sinceMs)} and no alarm was raised`;
      }
      return null;
    };
  },
};

/** Tells decisions that somebody has to act on: what is blocked, and a brake that comes on, of which a record once an hour says that it still is. */
const decisionsForSomebody = (): ((write: ItemWrite) => boolean) => {
  const healReasons = new Map<string, unknown>();
  return ({ pk, sk, after }) => {
    if (!sk.startsWith('DECISION#') || after === undefined) return false;
    const { kind, action, reason } = after;
    const isNewReason = healReasons.get(pk) !== reason;
    if (kind === 'heal') healReasons.set(pk, reason);
    return action === 'blocked' || (reason === 'braking' && isNewReason);
  };
};

const isTelling = (alarm: string, { to }: Readonly<Record<string, unknown>>): boolean =>
  to === 'ALARM' && alarm.endsWith('-errors');
