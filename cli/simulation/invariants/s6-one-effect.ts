import type { Invariant } from './invariant.ts';
import type { OtherEffect, SizeRequest } from './observation.ts';

/** All effects of one intent are the same effect: asking again for the same is no second one. */
export const oneEffect: Invariant = {
  id: 'S6',
  claim: 'an intent has one effect, however often and in whatever order it is delivered',
  watch: () => {
    const effects = new Map<string, string>();
    return (seen) => {
      const made = seen.kind === 'size-request' ? ofSize(seen) : seen.kind === 'effect' ? ofHealing(seen) : null;
      if (made === null) return null;
      const first = effects.get(made.intent);
      if (first === undefined) effects.set(made.intent, made.effect);
      return first === undefined || first === made.effect
        ? null
        : `${made.intent} had two effects: ${first}, ${made.effect}`;
    };
  },
};

interface Made {
  readonly intent: string;
  readonly effect: string;
}

const ofSize = ({ actor, groupName, size }: SizeRequest): Made | null => {
  const { tierId, targetVersion, environmentId, epoch, attempt } = actor.input;
  if (actor.workflow === 'scale-tier') {
    return { intent: `version ${targetVersion} of tier ${tierId}`, effect: `${groupName} to ${size}` };
  }
  if (environmentId === undefined) return null;
  // Each attempt to wake is a decision of its own, with a forecast of its own, and finds what a person has given a group meanwhile.
  const of = actor.workflow === 'wake-environment' ? `attempt ${attempt} of epoch ${epoch}` : `epoch ${epoch}`;
  return { intent: `${of} of environment ${environmentId} for ${groupName}`, effect: `to ${size}` };
};

const ofHealing = ({ actor, call, input }: OtherEffect): Made | null => {
  if (actor.workflow !== 'heal-instance' || call !== 'autoscaling:SetInstanceHealth') return null;
  const { tierId, epoch } = actor.input;
  return { intent: `healing epoch ${epoch} of tier ${tierId}`, effect: `ends ${String(input['InstanceId'])}` };
};
