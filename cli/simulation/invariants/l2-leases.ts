import type { Invariant } from './invariant.ts';
import type { PlainItem } from './observation.ts';

/** A sweep, and the seconds until it has acted. */
const SLACK_MS = 60_000 + 15_000;

/** Nothing is held by somebody who is gone. */
export const leases: Invariant = {
  id: 'L2',
  claim: 'no lease is in the way for longer than a sweep after its term',
  watch: (blueprint) => {
    const items = new Map<string, PlainItem>();
    let mode: unknown = blueprint.mode;
    return (seen) => {
      if (seen.kind === 'write') {
        if (seen.pk === 'SWITCH') mode = seen.after?.['mode'] ?? blueprint.mode;
        if (seen.after?.['leaseUntil'] !== undefined) items.set(`${seen.pk} ${seen.sk}`, seen.after);
        else items.delete(`${seen.pk} ${seen.sk}`);
      }
      if (seen.kind !== 'beat' || mode !== 'on') return null;
      for (const [name, { leaseUntil, phase, nextDueAt }] of items) {
        // A healing lease that has run out is free to be taken; an environment on its way has to be taken up again.
        if (phase !== 'falling-asleep' && phase !== 'waking') continue;
        // It may be backing off, until a time that is written down.
        const dueAtMs = Math.max(Date.parse(String(leaseUntil)), Date.parse(String(nextDueAt)) || 0, seen.calmSinceMs);
        if (seen.atMs - dueAtMs > SLACK_MS) return `the lease of ${name} ran out at ${String(leaseUntil)}`;
      }
      return null;
    };
  },
};
