import type { Blueprint } from '../../core/blueprint/model.ts';

/** One of so many equal parts of the tiers, from 0. */
export interface Shard {
  readonly shard: number;
  readonly shards: number;
}

/** Tier ids in the order that deals them to shards. */
export const orderedTierIds = (tiers: Blueprint['tiers']): string[] =>
  Object.keys(tiers).sort((a, b) => (a < b ? -1 : 1));

/** The i-th tier by order of id belongs to shard i modulo shards. */
export const tierIdsOfShard = ({ tiers }: Blueprint, { shard, shards }: Shard): string[] =>
  orderedTierIds(tiers).filter((_, index) => index % shards === shard);
