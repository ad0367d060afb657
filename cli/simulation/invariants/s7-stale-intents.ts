import { type Invariant, instant } from './invariant.ts';
import type { ItemWrite, OtherEffect, PlainItem, SizeRequest } from './observation.ts';

/** What is older than what is applied, or than its own deadline, is never applied: a size, or the end of an instance. */
export const staleIntents: Invariant = {
  id: 'S7',
  claim: 'no intent is carried out that is older than what is applied, or past its deadline',
  watch: () => {
    const newest = new Map<string, number>();
    const decidedAtMs = new Map<string, number>();
    return (seen) => {
      if (seen.kind === 'write') learn(seen, newest, decidedAtMs);
      if (seen.kind === 'decision') decidedAtMs.set(`${seen.tierId}-${seen.version}-${seen.attempt}`, seen.atMs);
      const intent = seen.kind === 'size-request' ? sizing(seen) : seen.kind === 'effect' ? healing(seen) : null;
      if (intent === null) return null;
      return tooOld(intent, newest.get(intent.of) ?? 0) ?? tooLate(intent, decidedAtMs.get(intent.decision));
    };
  },
};

/** What an execution acts for. */
interface Intent {
  readonly seen: SizeRequest | OtherEffect;
  /** The item whose number says what is the newest. */
  readonly of: string;
  readonly number: number;
  readonly decision: string;
}

/** Of sizes the newest is the one that is applied, of replacements the one that has begun: there is one at a time. */
const learn = (
  { pk, sk, before, after, atMs }: ItemWrite,
  newest: Map<string, number>,
  decidedAtMs: Map<string, number>,
): void => {
  const number = sk === 'STATE' ? (after?.['applied'] as PlainItem | undefined)?.['version'] : after?.['epoch'];
  if ((sk !== 'STATE' && sk !== 'HEALING') || typeof number !== 'number') return;
  newest.set(`${pk} ${sk}`, number);
  if (sk === 'HEALING' && number !== before?.['epoch']) decidedAtMs.set(`${pk} epoch ${number}`, atMs);
};

const sizing = (seen: SizeRequest): Intent | null => {
  const { tierId, targetVersion, attempt } = seen.actor.input;
  if (seen.actor.workflow !== 'scale-tier' || isHeldUp(seen)) return null;
  const decision = `${tierId}-${targetVersion}-${attempt}`;
  return { seen, of: `TIER#${tierId} STATE`, number: Number(targetVersion), decision };
};

const healing = (seen: OtherEffect): Intent | null => {
  const { tierId, epoch } = seen.actor.input;
  if (seen.actor.workflow !== 'heal-instance' || isHeldUp(seen)) return null;
  return { seen, of: `TIER#${tierId} HEALING`, number: Number(epoch), decision: `TIER#${tierId} epoch ${epoch}` };
};

/** What was held on its way is repaired. */
const isHeldUp = ({ atMs, calledAtMs }: SizeRequest | OtherEffect): boolean => atMs > calledAtMs;

const tooOld = ({ seen, of, number }: Intent, newest: number): string | null =>
  number >= newest ? null : `${seen.actor.name} acted for ${number} of ${of}, which is at ${newest}`;

/** By its deadline an execution has come to an end, and the sweep to another one. */
const tooLate = ({ seen: { actor, atMs } }: Intent, decidedAtMs: number | undefined): string | null => {
  const deadlineMs = (decidedAtMs ?? Number.NaN) + Number(actor.input['deadlineSeconds']) * 1000;
  if (!(atMs > deadlineMs)) return null;
  return `${actor.name} acted at ${instant(atMs)}, past its deadline at ${instant(deadlineMs)}`;
};
