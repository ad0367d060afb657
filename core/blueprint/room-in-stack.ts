/**
 * What one stack has room for: it holds 500 resources, and some 125 are there whatever the blueprint says. A tier takes two alarms, a shard a schedule,
 * an alarm and a metric filter for sizes and the same for health. The limits of the largest stacks are tested.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
 */
const ROOM = 370;
const OF_TIER = 2;
const OF_SHARD = 6;

/** The most tiers, beside which there is room for five shards. */
export const TIERS_PER_STACK = 170;

/** The most shards beside so many tiers. */
export const shardsBeside = (tiers: number): number => Math.floor((ROOM - OF_TIER * tiers) / OF_SHARD);

/** The most shards of all. */
export const SHARDS_PER_STACK = shardsBeside(1);
