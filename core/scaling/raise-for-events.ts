import type { KnownEvent, Tier } from '../blueprint/model.ts';
import { stepsUp } from '../guardrails/step-limit.ts';
import type { FleetView, PolicyRun, Want } from './policy.ts';

const MINUTE_MS = 60_000;

/** An event that raises a want, and the boot time that is planned for. */
export interface EventFloor {
  readonly event: KnownEvent;
  readonly bootMinutes: number;
}

export interface RaisedWant {
  readonly want: Want;
  /** null: no event is on or near. */
  readonly floor: EventFloor | null;
}

/**
 * What a policy wants, but at least what a known event takes: from so early that the last of it is ordered a boot time before
 * the event begins, until the event is over. It needs no load to have been measured.
 *
 * The boot time is the tier's warm-up, or what its launches have shown where that is longer.
 */
export function raiseForEvents(want: Want, { bootMinutes = 0 }: PolicyRun, view: FleetView, tier: Tier): RaisedWant {
  const boot = Math.max(bootMinutes, Math.ceil(tier.warmUpSeconds / 60));
  const event = nearEvent(tier, boot, view);
  if (event === null) return { want, floor: null };
  const floor: EventFloor = { event, bootMinutes: boot };
  if (event.size <= want.size) return { want, floor };
  const until = new Date(event.endMs).toISOString();
  const text = `${want.text}; event ${event.name} wants at least ${event.size} until ${until}`;
  const reason = event.size < view.size ? 'load-below-target' : 'known-event';
  return { want: { ...want, size: event.size, reason, text }, floor };
}

/**
 * The largest event that is on or near; null: there is none.
 *
 * @param boot what a launch takes, in minutes
 */
function nearEvent({ events, guardRails }: Tier, boot: number, { nowMs, size }: FleetView): KnownEvent | null {
  // One increase a sweep or a cooldown, and one more: the first may have to wait for the cooldown of one before it.
  const stepMinutes = Math.max(1, Math.ceil(guardRails.scaleOutCooldownSeconds / 60));
  let largest: KnownEvent | null = null;
  for (const event of events) {
    const leadMs = (boot + stepMinutes * Math.max(1, stepsUp(size, event.size))) * MINUTE_MS;
    const isNear = event.startMs - leadMs <= nowMs && nowMs < event.endMs;
    if (isNear && event.size > (largest?.size ?? 0)) largest = event;
  }
  return largest;
}
