import { type Invariant, instant } from './invariant.ts';

/** How long an effect may still come after the switch. */
const WITHIN_MS = 10_000;

/** Off means off, and dry-run has no effects either. */
export const killSwitch: Invariant = {
  id: 'S9',
  claim: 'with the switch off or at dry-run nothing is touched from 10 s on',
  watch: (blueprint) => {
    let mode: string = blueprint.mode;
    let sinceMs = Number.NEGATIVE_INFINITY;
    return (seen) => {
      if (seen.kind === 'write' && seen.pk === 'SWITCH') {
        const next = seen.after === undefined ? blueprint.mode : modeOf(seen.after['mode']);
        if (next !== mode) [mode, sinceMs] = [next, seen.atMs];
        return null;
      }
      if (mode === 'on') return null;
      const who = whoActs(seen, sinceMs);
      return who === null ? null : `${who} although the switch is ${mode} since ${instant(sinceMs)}`;
    };
  },
};

const whoActs = (seen: Parameters<ReturnType<Invariant['watch']>>[0], sinceMs: number): string | null => {
  if (seen.kind === 'decision') {
    return seen.atMs > sinceMs + WITHIN_MS ? `a target of ${seen.to} was recorded for tier ${seen.tierId}` : null;
  }
  if (seen.kind !== 'size-request' && seen.kind !== 'effect') return null;
  return seen.calledAtMs > sinceMs + WITHIN_MS ? `${seen.actor.name} acted` : null;
};

/** What cannot be understood counts as off. */
const modeOf = (mode: unknown): string => (mode === 'on' || mode === 'dry-run' ? mode : 'off');
