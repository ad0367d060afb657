import type { PolicySpec } from '../blueprint/model.ts';
import { type FeedInput, feedMinutes } from './feed-minutes.ts';
import { openPolicy } from './policies/open-policy.ts';
import type { FleetView, PolicySeason } from './policy.ts';

/** What a second policy would want of the present fleet, and its state; nothing follows from it. */
export interface Shadow {
  readonly want: { readonly policy: PolicySpec['type']; readonly size: number; readonly text: string } | null;
  readonly packed: Uint8Array | null;
  /** Its memory of weeks, if it has one and was told something new. */
  readonly season: PolicySeason | null;
}

/**
 * Ask the policy that runs without effect: it is fed the same finished minutes and asked the same question as the one
 * that decides. Its own sizes never come about, so each time it is asked what it would do with the fleet as it is.
 */
export function askShadow(
  spec: PolicySpec | null,
  { packed, packedSeason }: { readonly packed: Uint8Array | null; readonly packedSeason: Uint8Array | null },
  minutes: FeedInput,
  view: FleetView,
): Shadow {
  if (spec === null) return { want: null, packed: null, season: null };
  const { run, fedMinutes } = feedMinutes(openPolicy(spec, packed, packedSeason).run, minutes);
  if (fedMinutes === 0) return { want: null, packed, season: null };
  const { size, text, after } = run.want(view);
  const asked = after ?? run;
  return { want: { policy: spec.type, size, text }, packed: asked.pack(), season: asked.season ?? null };
}
