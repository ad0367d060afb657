import type { RailedWant } from '../guardrails/apply-guard-rails.ts';
import type { Shadow } from './ask-shadow.ts';
import type { ExecutionStanding } from './execution-standing.ts';
import type { Feed } from './feed-minutes.ts';
import type { Fleet } from './model.ts';
import type { Want } from './policy.ts';
import type { EventFloor } from './raise-for-events.ts';
import type { Footing } from './take-footing.ts';

/** What a decision was made from. */
export interface Sight {
  readonly feed: Feed;
  readonly fleet: Fleet;
  readonly footing: Footing;
  readonly want: Want;
  readonly floor: EventFloor | null;
  readonly railed: RailedWant;
  readonly shadow: Shadow;
  /** Whether the policy could not read its own state. */
  readonly isRestarted: boolean;
  /** Where the execution for the present size stands; null: there is a new size, or nothing is executed. */
  readonly standing: ExecutionStanding | null;
}

/** The same as plain values for the audit trail; `rubato explain` reads them. What there is none of is left out. */
export function recordInputs(sight: Sight) {
  const { feed, fleet, footing, want, floor, railed, shadow, isRestarted, standing } = sight;
  const inputs: Record<string, unknown> = {
    load: feed.newest?.load ?? null,
    desired: fleet.desired,
    ready: fleet.ready,
    pending: fleet.pending,
    current: footing.current,
    fedMinutes: feed.fedMinutes,
    want: want.size,
    wantReason: want.reason,
  };
  if (want.figures !== undefined) inputs['figures'] = want.figures;
  if (floor !== null) Object.assign(inputs, recordEvent(floor));
  inputs['rails'] = railed.bound;
  if (shadow.want !== null) inputs['shadow'] = shadow.want;
  if (footing.adopted !== null) inputs['adopted'] = footing.adopted;
  if (isRestarted) inputs['policy'] = 'restarted: its state was packed by another schema or policy';
  if (standing !== null) inputs['standing'] = standing;
  return inputs;
}

/** The event that is on or near, where there is one. */
export function recordEvent(floor: EventFloor | null) {
  if (floor === null) return {};
  const { name, startMs, endMs, size } = floor.event;
  const start = new Date(startMs).toISOString();
  const end = new Date(endMs).toISOString();
  return { event: { name, size, start, end, bootMinutes: floor.bootMinutes } };
}
