import { bounds } from './bounds.ts';
import { cooldown } from './cooldown.ts';
import { flapping } from './flapping.ts';
import { foreignChange } from './foreign-change.ts';
import { healthyFloor } from './healthy-floor.ts';
import { missingData } from './missing-data.ts';
import type { GuardRail, RailContext, RailVerdict } from './model.ts';
import { removalBudget } from './removal-budget.ts';
import { stabilisation } from './stabilisation.ts';
import { stepLimit } from './step-limit.ts';
import { stressGuard } from './stress-guard.ts';
import { tolerance } from './tolerance.ts';
import { warmUp } from './warm-up.ts';
import { youngMembers } from './young-members.ts';

/**
 * The order is that of an operator's questions. First where the size may lie at all; then whether capacity may be
 * taken away now (data, other people's changes, stress, health, flapping, warm-up, cooldown); then how low the recent
 * past lets it go; then whether the rest is worth it; last how much of it at once. Only bounds, cooldown, tolerance
 * and step limit look at increases.
 */
const RAILS: readonly (readonly [name: string, rail: GuardRail])[] = [
  ['bounds', bounds],
  ['missing-data', missingData],
  ['foreign-change', foreignChange],
  ['stress', stressGuard],
  ['healthy-floor', healthyFloor],
  ['flapping', flapping],
  ['young-members', youngMembers],
  ['warm-up', warmUp],
  ['cooldown', cooldown],
  ['stabilisation', stabilisation],
  ['tolerance', tolerance],
  ['step-limit', stepLimit],
  ['removal-budget', removalBudget],
];

/** The rails that also hold back a decrease which was decided before and did not happen. */
const REPEAT_RAILS = RAILS.filter(([name]) =>
  ['bounds', 'missing-data', 'foreign-change', 'stress', 'healthy-floor', 'removal-budget'].includes(name),
);

/** A rail that bound, for the audit trail. */
export interface BoundRail extends RailVerdict {
  readonly rail: string;
}

export interface RailedWant {
  readonly size: number;
  /** The rails that bound, in order; the last one decided the size. */
  readonly bound: readonly BoundRail[];
}

/**
 * What is left of a want after every guard rail. Never outside the tier's bounds unless it is the current size: a
 * size over the max, left behind by a changed blueprint, waits until all rails allow the max in one request.
 */
export function applyGuardRails(want: number, context: RailContext): RailedWant {
  return follow(RAILS, want, context);
}

/** What is left of a decrease that was decided and did not happen: may it be tried again now? */
export function applyRepeatRails(want: number, context: RailContext): RailedWant {
  return follow(REPEAT_RAILS, want, context);
}

function follow(rails: typeof RAILS, want: number, context: RailContext): RailedWant {
  const bound: BoundRail[] = [];
  let size = want;
  for (const [rail, check] of rails) {
    const verdict = check(size, context, want);
    if (verdict !== null) {
      size = verdict.size;
      bound.push({ rail, ...verdict });
    }
    // Nothing but the bounds, which come first, moves a size that stays.
    if (size === context.current) break;
  }
  return { size: size > context.tier.max ? context.current : size, bound };
}
