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
export function raiseForEvents(want: Want, run: PolicyRun, view: FleetView, tier: Tier): RaisedWant {
  if (tier.events.length === 0) return { want, floor: null };
  const floor = findEventFloor(tier, run.bootMinutes ?? 0, view);
  if (floor === null || floor.event.size <= want.size) return { want, floor };
  const { size } = floor.event;
  const reason = size < view.size ? 'load-below-target' : 'known-event';
  return { want: { ...want, size, reason, text: `${want.text}; ${tellEvent(floor)}` }, floor };
}

/** The largest event that is on or near for a tier of this size; null: there is none. */
export function findEventFloor(
  { events, guardRails, warmUpSeconds }: Tier,
  learntBootMinutes: number,
  { nowMs, size }: Pick<FleetView, 'nowMs' | 'size'>,
): EventFloor | null {
  const bootMinutes = Math.max(learntBootMinutes, Math.ceil(warmUpSeconds / 60));
  // One increase a sweep or a cooldown, and one more: the first may have to wait for the cooldown of one before it.
  const stepMinutes = Math.max(1, Math.ceil(guardRails.scaleOutCooldownSeconds / 60));
  let largest: KnownEvent | null = null;
  for (const event of events) {
    const leadMs = (bootMinutes + stepMinutes * Math.max(1, stepsUp(size, event.size))) * MINUTE_MS;
    const isNear = event.startMs - leadMs <= nowMs && nowMs < event.endMs;
    if (isNear && event.size > (largest?.size ?? 0)) largest = event;
  }
  return largest === null ? null : { event: largest, bootMinutes };
}

/** What an event wants, for operators. */
export function tellEvent({ event: { name, size, endMs } }: EventFloor): string {
  return `event ${name} wants at least ${size} until ${new Date(endMs).toISOString()}`;
}
