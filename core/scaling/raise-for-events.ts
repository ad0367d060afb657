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
  const event = largestEvent(tier.events, boot, view);
  if (event === null) return { want, floor: null };
  const floor: EventFloor = { event, bootMinutes: boot };
  if (event.size <= want.size) return { want, floor };
  const until = new Date(event.endMs).toISOString();
  const text = `${want.text}; event ${event.name} wants at least ${event.size} until ${until}`;
  const reason = event.size > view.size ? 'known-event' : event.size < view.size ? 'load-below-target' : 'keep';
  return { want: { ...want, size: event.size, reason, text }, floor };
}

function largestEvent(events: readonly KnownEvent[], boot: number, { nowMs, size }: FleetView): KnownEvent | null {
  let largest: KnownEvent | null = null;
  for (const event of events) {
    // One increase a sweep, and a sweep more: the next one comes within a minute.
    const leadMs = (boot + Math.max(1, stepsUp(size, event.size))) * MINUTE_MS;
    const isNear = event.startMs - leadMs <= nowMs && nowMs < event.endMs;
    if (isNear && event.size > (largest?.size ?? 0)) largest = event;
  }
  return largest;
}
