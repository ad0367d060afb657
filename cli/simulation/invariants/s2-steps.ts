import type { Invariant } from './invariant.ts';
import type { Decision } from './observation.ts';

const UP_FACTOR = 2;
const UP_INSTANCES = 10;
const DOWN_SHARE = 0.1;
const AGREEING_SWEEPS = 7;
const BUDGET_INSTANCES = 5;
const BUDGET_SHARE = 0.05;
const MINUTE_MS = 60_000;

/** How much at once, and how much all tiers together in a minute of the clock. */
export const steps: Invariant = {
  id: 'S2',
  claim: 'no decision goes further at once than the steps and the budget of all tiers allow',
  watch: ({ tiers }) => {
    let minute = 0;
    let removed = 0;
    return (seen) => {
      if (seen.kind !== 'decision') return null;
      const tier = tiers[seen.tierId];
      if (tier === undefined) return null;
      const now = Math.floor(seen.atMs / MINUTE_MS);
      if (now !== minute) [minute, removed] = [now, 0];
      removed += Math.max(0, Math.min(seen.from, seen.group?.desired ?? seen.from) - seen.to);
      return stepProblem(seen, tier.min, tier.max) ?? budgetProblem(seen, removed, tier.max);
    };
  },
};

const stepProblem = ({ tierId, from, to, wants, isRepeat }: Decision, min: number, max: number): string | null => {
  if (isRepeat) return null; // It was judged when it was decided.
  const highest = Math.max(from * UP_FACTOR, from + UP_INSTANCES, min);
  if (to > highest) return `tier ${tierId} was to go from ${from} to ${to} at once, one step up ends at ${highest}`;
  const agreed = wants.length < AGREEING_SWEEPS ? from : Math.max(...wants.slice(-AGREEING_SWEEPS));
  const lowest = Math.min(from - Math.max(1, Math.floor(from * DOWN_SHARE)), agreed, max);
  if (to < lowest) return `tier ${tierId} was to go from ${from} to ${to} at once, one step down ends at ${lowest}`;
  return null;
};

/** A size over the maximum is brought back whatever the budget is: bounds rule. */
const budgetProblem = ({ tierId, from, fleet }: Decision, removed: number, max: number): string | null => {
  const budget = Math.max(BUDGET_INSTANCES, Math.floor(fleet * BUDGET_SHARE));
  if (removed <= budget || from > max) return null;
  return `with tier ${tierId} all tiers together lose ${removed} of ${fleet} instances in this minute, allowed are ${budget}`;
};
