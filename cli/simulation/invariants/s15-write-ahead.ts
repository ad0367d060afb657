import type { Invariant } from './invariant.ts';
import type { ItemWrite, OtherEffect, PlainItem, SizeRequest } from './observation.ts';

/** Phases of an environment, and where each may lead. */
const EDGES: Readonly<Record<string, readonly string[]>> = {
  awake: ['falling-asleep', 'waking'],
  'falling-asleep': ['asleep', 'waking', 'blocked'],
  asleep: ['waking', 'falling-asleep'],
  waking: ['awake', 'falling-asleep', 'blocked'],
  blocked: ['falling-asleep', 'waking'],
};

/** What is done outside was written down before. */
export const writeAhead: Invariant = {
  id: 'S15',
  claim: 'every change outside follows a recorded intent, and phases move along their edges',
  watch: () => {
    const items = new Map<string, PlainItem>();
    return (seen) => {
      if (seen.kind === 'write') {
        if (seen.after !== undefined) items.set(`${seen.pk} ${seen.sk}`, seen.after);
        return edgeProblem(seen);
      }
      if (seen.kind === 'size-request') return unwrittenSize(seen, items);
      return seen.kind === 'effect' ? unwrittenHealing(seen, items) : null;
    };
  },
};

const edgeProblem = ({ pk, before, after }: ItemWrite): string | null => {
  const [from, to] = [before?.['phase'], after?.['phase']];
  if (typeof from !== 'string' || typeof to !== 'string' || from === to) return null;
  return EDGES[from]?.includes(to) === true ? null : `${pk} went from ${from} to ${to}`;
};

const unwrittenSize = (seen: SizeRequest, items: ReadonlyMap<string, PlainItem>): string | null => {
  const { actor, tierId, size, groupName } = seen;
  if (actor.workflow === 'scale-tier') {
    const { intent } = (items.get(`TIER#${tierId} STATE`) ?? {}) as { readonly intent?: Intent };
    const version = Number(actor.input['targetVersion']);
    const isWritten = intent !== undefined && (intent.version > version || isSame(intent, { version, size }));
    return isWritten ? null : `${actor.name} set ${groupName} to ${size} without having written it down`;
  }
  const { savedSizes = {}, phase } = (items.get(`ENV#${actor.input['environmentId']} STATE`) ?? {}) as {
    readonly savedSizes?: PlainItem;
    readonly phase?: string;
  };
  if (actor.workflow === 'wake-environment') {
    return phase === 'waking' ? null : `${actor.name} set ${groupName} to ${size} while the environment is ${phase}`;
  }
  if (actor.workflow !== 'sleep-environment')
    return `${actor.name} set ${groupName} to ${size}, for which there is no record`;
  const isKept = groupName in savedSizes || (seen.group?.desired ?? 0) === 0;
  return isKept ? null : `${actor.name} put ${groupName} to sleep without having saved its size`;
};

interface Intent {
  readonly version: number;
  readonly size: number;
}

const isSame = (intent: Intent, { version, size }: { version: number; size: number | null }): boolean =>
  intent.version === version && intent.size === size;

const unwrittenHealing = (
  { actor, call, input }: OtherEffect,
  items: ReadonlyMap<string, PlainItem>,
): string | null => {
  if (actor.workflow !== 'heal-instance' || call !== 'autoscaling:SetInstanceHealth') {
    return `${actor.name} made ${call}, for which there is no record`;
  }
  const { tierId, epoch } = actor.input;
  const evidence = items.get(`TIER#${tierId} EVIDENCE#${epoch}`);
  if (evidence?.['instanceId'] === input['InstanceId']) return null;
  return `${actor.name} ended ${String(input['InstanceId'])} without having written down why`;
};
