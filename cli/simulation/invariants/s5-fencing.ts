import type { Invariant } from './invariant.ts';
import type { ItemWrite, SizeRequest } from './observation.ts';

/** How long one effect may take from its claim, tries of a busy service included. */
const ON_ITS_WAY_MS = 15_000;

/** Versions only grow, and what belongs to an old one does not start. */
export const fencing: Invariant = {
  id: 'S5',
  claim: 'versions only grow, and no effect starts for an old one',
  watch: () => {
    const targets = new Map<string, Version[]>();
    return (seen) => {
      if (seen.kind === 'size-request') return lateEffect(seen, targets);
      if (seen.kind !== 'write') return null;
      if (seen.sk === 'STATE' && seen.pk.startsWith('TIER#')) learn(seen, targets);
      return shrunkVersion(seen);
    };
  },
};

/** A version of a tier's target, and when it was first seen; it ended the ones before it. */
interface Version {
  readonly version: number;
  readonly atMs: number;
}

const learn = ({ pk, after, atMs }: ItemWrite, targets: Map<string, Version[]>): void => {
  const tierId = pk.slice('TIER#'.length);
  const version = numberAt(after, 'targetVersion');
  const known = targets.get(tierId);
  if (version === null) return;
  if (known === undefined) targets.set(tierId, [{ version, atMs }]);
  else if (version > newest(known)) known.push({ version, atMs });
};

const newest = (versions: readonly Version[]): number => versions.at(-1)?.version ?? 0;

const lateEffect = ({ actor, tierId, calledAtMs }: SizeRequest, targets: Map<string, Version[]>): string | null => {
  const version = actor.input['targetVersion'];
  const versions = tierId === null ? undefined : targets.get(tierId);
  if (actor.workflow !== 'scale-tier' || typeof version !== 'number' || versions === undefined) return null;
  const endedAtMs = versions.find((later) => later.version > version)?.atMs;
  if (endedAtMs === undefined || calledAtMs - endedAtMs <= ON_ITS_WAY_MS) return null;
  return `${actor.name} acted for version ${version} of tier ${tierId}, which is at version ${newest(versions)}`;
};

const VERSIONS = ['revision', 'targetVersion', 'epoch', 'intent.version', 'applied.version'];

const shrunkVersion = ({ pk, sk, before, after }: ItemWrite): string | null => {
  if (before === undefined || after === undefined) return null;
  for (const path of VERSIONS) {
    const [was, is] = [numberAt(before, path), numberAt(after, path)];
    if (was !== null && is !== null && is < was) return `${path} of ${pk} ${sk} went from ${was} back to ${is}`;
  }
  return null;
};

const numberAt = (item: Readonly<Record<string, unknown>> | undefined, path: string): number | null => {
  let value: unknown = item;
  for (const key of path.split('.')) value = (value as Readonly<Record<string, unknown>> | undefined)?.[key];
  return typeof value === 'number' ? value : null;
};
