const MINUTE_MS = 60_000;

/** All tiers together lose at most the larger of these in a minute (spec S2). */
const BUDGET_INSTANCES = 5;
const BUDGET_SHARE = 0.05;

export interface AllotmentInput {
  /** Place of the tier among all tiers of the installation, by order of id. */
  readonly index: number;
  /** How many tiers the installation has. */
  readonly tiers: number;
  /** Present size of the tier. */
  readonly desired: number;
  readonly lastDecreaseAtMs: number | null;
  readonly nowMs: number;
}

/**
 * Instances that one tier may lose in this minute, so that all tiers together keep to the budget whatever shard each is
 * in. It follows from the tier itself, the blueprint and the minute, so any number of shards gives equal results, with no
 * tally to share and to fight over.
 *
 * A single tier has the whole budget. With more, minutes alternate: in one every tier has 5 % of its own size, rounded
 * down, which adds up to at most 5 % of all; in the next five removals are dealt out in turn, which serves the tiers
 * too small for a twentieth. The price: between two minutes a large tier waits. A second look within a minute has
 * nothing left after a decrease.
 */
export function removalAllotment({ index, tiers, desired, lastDecreaseAtMs, nowMs }: AllotmentInput): number {
  const minute = Math.floor(nowMs / MINUTE_MS);
  if (lastDecreaseAtMs !== null && Math.floor(lastDecreaseAtMs / MINUTE_MS) >= minute) return 0;
  const ownShare = Math.floor(desired * BUDGET_SHARE);
  if (tiers <= 1) return Math.max(BUDGET_INSTANCES, ownShare);
  return minute % 2 === 0 ? ownShare : turnsOf(index, tiers, (minute - 1) / 2);
}

/** Five consecutive places a round, going on where the round before ended. */
function turnsOf(index: number, tiers: number, round: number): number {
  const first = (round * BUDGET_INSTANCES) % tiers;
  const distance = (index - first + tiers) % tiers;
  return distance < BUDGET_INSTANCES ? 1 + Math.floor((BUDGET_INSTANCES - 1 - distance) / tiers) : 0;
}
