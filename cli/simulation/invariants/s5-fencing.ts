import type { Invariant } from './invariant.ts';
import type { ItemWrite, OtherEffect, PlainItem, SizeRequest } from './observation.ts';

/** How long one effect may take from its claim, tries of a busy service included. */
const ON_ITS_WAY_MS = 15_000;

/** Versions only grow, and what belongs to an old one does not start. */
export const fencing: Invariant = {
  id: 'S5',
  claim: 'versions only grow, and no effect starts for an old one',
  watch: () => {
    const fences = new Map<string, Version[]>();
    return (seen) => {
      if (seen.kind === 'size-request' || seen.kind === 'effect') return lateEffect(seen, fences);
      if (seen.kind !== 'write') return null;
      learn(seen, fences);
      return shrunkVersion(seen);
    };
  },
};

/** A version of a fence, and when it was first seen; it ended the ones before it. */
interface Version {
  readonly version: number;
  readonly atMs: number;
}

/** What fences each kind of execution: where it stands in the input, and of which item it is which number. */
const FENCES: Readonly<Record<string, { readonly by: string; readonly item: (input: PlainItem) => string }>> = {
  'scale-tier': { by: 'targetVersion', item: ({ tierId }) => `TIER#${tierId} STATE` },
  'heal-instance': { by: 'epoch', item: ({ tierId }) => `TIER#${tierId} HEALING` },
  'sleep-environment': { by: 'epoch', item: ({ environmentId }) => `ENV#${environmentId} STATE` },
  'wake-environment': { by: 'epoch', item: ({ environmentId }) => `ENV#${environmentId} STATE` },
};

const learn = ({ pk, sk, after, atMs }: ItemWrite, fences: Map<string, Version[]>): void => {
  const version = numberAt(after, pk.startsWith('TIER#') && sk === 'STATE' ? 'targetVersion' : 'epoch');
  if (version === null) return;
  const known = fences.get(`${pk} ${sk}`);
  if (known === undefined) fences.set(`${pk} ${sk}`, [{ version, atMs }]);
  else if (version > newest(known)) known.push({ version, atMs });
};

const newest = (versions: readonly Version[]): number => versions.at(-1)?.version ?? 0;

const lateEffect = (
  { actor, calledAtMs }: SizeRequest | OtherEffect,
  fences: ReadonlyMap<string, readonly Version[]>,
): string | null => {
  const fence = FENCES[actor.workflow ?? ''];
  const version = fence && actor.input[fence.by];
  const versions = fence && fences.get(fence.item(actor.input));
  if (fence === undefined || typeof version !== 'number' || versions === undefined) return null;
  const endedAtMs = versions.find((later) => later.version > version)?.atMs;
  if (endedAtMs === undefined || calledAtMs - endedAtMs <= ON_ITS_WAY_MS) return null;
  return `${actor.name} acted for ${fence.by} ${version} of ${fence.item(actor.input)}, which is at ${newest(versions)}`;
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
