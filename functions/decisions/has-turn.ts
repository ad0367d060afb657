const MINUTE_MS = 60_000;

/**
 * Whether it is a tier's turn in this minute, of so many: told by its place, so that any number of shards gives equal results.
 *
 * @param ranks places of all tiers of the installation by order of id
 */
export const hasTurn = (tierId: string, ranks: ReadonlyMap<string, number>, turns: number, nowMs: number): boolean =>
  (ranks.get(tierId) ?? 0) % turns === Math.floor(nowMs / MINUTE_MS) % turns;
