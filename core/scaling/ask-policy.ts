import type { Tier } from '../blueprint/model.ts';
import type { Feed } from './feed-minutes.ts';
import type { RailState } from './model.ts';
import type { FleetView, PolicyRun, Want } from './policy.ts';
import { isSameMinute, wantInMinute } from './remember-want.ts';
import { withinBounds } from './within-bounds.ts';

/** What the policy wants, and the policy after the question about the finished minutes. */
export interface Answer {
  readonly want: Want;
  readonly asked: PolicyRun;
}

/**
 * Finished minutes may raise and lower, minutes that may still change only raise what those want. Without a finished one, only
 * a want above those this minute has heard already is news: the same event three times is one step up, not three.
 */
export function askPolicy({ fedMinutes, run, previews }: Feed, view: FleetView, rails: RailState, tier: Tier): Answer {
  const isNew = fedMinutes > 0;
  const want: Want = isNew
    ? run.want(view)
    : { size: view.size, reason: 'keep', text: `no new minute, keeps ${view.size}` };
  const asked = want.after ?? run;
  if (previews.length === 0) return { want, asked };
  const heard = wantInMinute(rails, view.nowMs);
  const hasGrown = view.lastIncreaseAtMs !== null && isSameMinute(view.lastIncreaseAtMs, view.nowMs);
  const least = isNew ? want.size : Math.max(view.size, heard?.size ?? 0);
  const early = previews
    .map(({ run: ahead, isComplete }) => ({ answer: ahead.want(view), isComplete }))
    .filter(({ answer, isComplete }) => isComplete || answer.size > view.size)
    .map(({ answer }) => answer)
    // One that remembers its answers counts from the size it is asked at, so it would climb on its own answers.
    .filter(({ after }) => isNew || after === undefined || (heard === null && !hasGrown))
    .reduce(larger, want);
  return { want: withinBounds(tier, early.size) > least ? early : want, asked };
}

const larger = (one: Want, other: Want): Want => (other.size > one.size ? other : one);
