import { type Invariant, instant } from './invariant.ts';
import type { SizeRequest } from './observation.ts';

/** What is older than what is applied, or than its own deadline, is never applied. */
export const staleIntents: Invariant = {
  id: 'S7',
  claim: 'no intent is carried out that is older than what is applied, or past its deadline',
  watch: () => {
    const applied = new Map<string, number>();
    const decidedAtMs = new Map<string, number>();
    return (seen) => {
      if (seen.kind === 'write' && seen.sk === 'STATE') {
        const { version } = (seen.after?.['applied'] ?? {}) as { readonly version?: number };
        if (version !== undefined) applied.set(seen.pk, version);
        return null;
      }
      if (seen.kind === 'decision') decidedAtMs.set(`${seen.tierId}-${seen.version}-${seen.attempt}`, seen.atMs);
      if (seen.kind !== 'size-request' || seen.actor.workflow !== 'scale-tier') return null;
      if (seen.atMs > seen.calledAtMs) return null; // One that was held on its way is repaired.
      const newest = applied.get(`TIER#${seen.tierId}`) ?? 0;
      const { targetVersion, attempt } = seen.actor.input;
      const atMs = decidedAtMs.get(`${seen.tierId}-${targetVersion}-${attempt}`);
      return tooOld(seen, newest) ?? (atMs === undefined ? null : tooLate(seen, atMs));
    };
  },
};

const tooOld = ({ actor, tierId }: SizeRequest, newest: number): string | null => {
  const version = Number(actor.input['targetVersion']);
  if (version >= newest) return null;
  return `${actor.name} acted for version ${version} of tier ${tierId}, of which version ${newest} is applied`;
};

/** By its deadline an execution has come to an end, and the sweep to another one. */
const tooLate = ({ actor, atMs }: SizeRequest, decidedAtMs: number): string | null => {
  const deadlineMs = decidedAtMs + Number(actor.input['deadlineSeconds']) * 1000;
  if (!(atMs > deadlineMs)) return null;
  return `${actor.name} acted at ${instant(atMs)}, past its deadline at ${instant(deadlineMs)}`;
};
