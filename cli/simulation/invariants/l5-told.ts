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

/** A decision that somebody has to act on. */
const needsSomebody = ({ sk, after }: ItemWrite): boolean =>
  sk.startsWith('DECISION#') && (after?.['action'] === 'blocked' || after?.['reason'] === 'braking');

const isTelling = (alarm: string, { to }: Readonly<Record<string, unknown>>): boolean =>
  to === 'ALARM' && alarm.endsWith('-errors');
