import { type Invariant, instant } from './invariant.ts';
import type { ItemWrite, Observation, OtherEffect, PlainItem, SizeRequest } from './observation.ts';

/** What is older than what is applied, or than its own deadline, is never applied: a size, a stage of an environment, the end of an instance. */
export const staleIntents: Invariant = {
  id: 'S7',
  claim: 'no intent is carried out that is older than what is applied, or past its deadline',
  watch: () => {
    const newest = new Map<string, number>();
    const begunAtMs = new Map<string, number>();
    return (seen) => {
      if (seen.kind === 'write') learn(seen, newest, begunAtMs);
      if (seen.kind === 'decision') begunAtMs.set(`${seen.tierId}-${seen.version}-${seen.attempt}`, seen.atMs);
      const intent = intentOf(seen);
      if (intent === null) return null;
      const { begun } = intent;
      const sinceMs = typeof begun === 'string' ? begunAtMs.get(begun) : begun;
      return tooOld(intent, newest.get(intent.of) ?? 0) ?? tooLate(intent, sinceMs ?? Number.NaN);
    };
  },
};

/** What an execution acts for. */
interface Intent {
  readonly seen: SizeRequest | OtherEffect;
  /** The item whose number says what is the newest. */
  readonly of: string;
  readonly number: number;
  /** What its deadline is counted from: what has begun, or when. */
  readonly begun: string | number | null;
  readonly deadlineSeconds: number;
}

/** Of sizes and environments the newest is what is applied, of replacements what has begun: there is one at a time. */
const learn = (
  { pk, sk, before, after, atMs }: ItemWrite,
  newest: Map<string, number>,
  begunAtMs: Map<string, number>,
): void => {
  const number = sk === 'HEALING' ? after?.['epoch'] : sk === 'STATE' ? appliedIn(after) : undefined;
  if (typeof number !== 'number') return;
  newest.set(`${pk} ${sk}`, number);
  if (sk === 'HEALING' && number !== before?.['epoch']) begunAtMs.set(`${pk} epoch ${number}`, atMs);
};

/** The version of the size that a tier has, or the epoch in which an environment came to be awake or asleep. */
const appliedIn = (state: PlainItem | undefined): unknown =>
  state?.['phase'] === 'awake' || state?.['phase'] === 'asleep'
    ? state['epoch']
    : (state?.['applied'] as PlainItem | undefined)?.['version'];

const intentOf = (seen: Observation): Intent | null => {
  // What was held on its way is repaired.
  if ((seen.kind !== 'size-request' && seen.kind !== 'effect') || seen.atMs > seen.calledAtMs) return null;
  const { workflow, input } = seen.actor;
  const { tierId, targetVersion, attempt, environmentId, epoch } = input;
  const deadlineSeconds = Number(input['stageDeadlineSeconds'] ?? input['deadlineSeconds']);
  if (seen.kind === 'effect') {
    if (workflow !== 'heal-instance') return null;
    const begun = `TIER#${tierId} epoch ${epoch}`;
    return { seen, of: `TIER#${tierId} HEALING`, number: Number(epoch), begun, deadlineSeconds };
  }
  if (workflow === 'scale-tier') {
    const begun = `${tierId}-${targetVersion}-${attempt}`;
    return { seen, of: `TIER#${tierId} STATE`, number: Number(targetVersion), begun, deadlineSeconds };
  }
  if (workflow !== 'sleep-environment' && workflow !== 'wake-environment') return null;
  return { seen, of: `ENV#${environmentId} STATE`, number: Number(epoch), begun: seen.stageBegunAtMs, deadlineSeconds };
};

const tooOld = ({ seen, of, number }: Intent, newest: number): string | null =>
  number >= newest ? null : `${seen.actor.name} acted for ${number} of ${of}, which is at ${newest}`;

/** By its deadline an execution has come to an end, and the sweep to another one. */
const tooLate = ({ seen: { actor, atMs }, deadlineSeconds }: Intent, begunAtMs: number): string | null => {
  const deadlineMs = begunAtMs + deadlineSeconds * 1000;
  if (!(atMs > deadlineMs)) return null;
  return `${actor.name} acted at ${instant(atMs)}, past its deadline at ${instant(deadlineMs)}`;
};
