import type { Tier } from '../blueprint/model.ts';
import type { Feed } from './feed-minutes.ts';
import type { RailState } from './model.ts';
import type { FleetView, PolicyRun, Want } from './policy.ts';
import { wantInMinute } from './remember-want.ts';

/** What the policy wants, and the policy after the question about the finished minutes. */
export interface Answer {
  readonly want: Want;
  readonly asked: PolicyRun;
}

/**
 * Finished minutes may raise and lower, minutes that may still change only raise. Without a finished one, only a want
 * above those this minute has heard already is news: the same event three times is one step up, not three.
 */
export function askPolicy({ fedMinutes, run, preview }: Feed, view: FleetView, rails: RailState, tier: Tier): Answer {
  const isNew = fedMinutes > 0;
  const want: Want = isNew
    ? run.want(view)
    : { size: view.size, reason: 'keep', text: `no new minute, keeps ${view.size}` };
  const asked = want.after ?? run;
  const early = preview?.want(view);
  if (early === undefined) return { want, asked };
  const heard = isNew ? want.size : (wantInMinute(rails, view.nowMs)?.size ?? 0);
  return withinBounds(tier, early.size) > Math.max(heard, view.size) ? { want: early, asked } : { want, asked };
}

/** A size inside of the tier's bounds. */
export function withinBounds({ min, max }: Tier, size: number): number {
  return Math.min(max, Math.max(min, size));
}
