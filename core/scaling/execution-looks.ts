/** Seconds between two looks of scale-tier at its fleet. */
export const LOOK_SECONDS = 30;

/** Seconds until the first look when capacity was added: nothing is to be seen before the boot. */
export const bootLookSeconds = (warmUpSeconds: number): number => Math.max(LOOK_SECONDS, warmUpSeconds);

/**
 * After how many seconds without a sign an execution of scale-tier is dead. It gives one when it claims its target and at each
 * look but the last. A sign can be lost, when a decision that was made from the item before it is written over it.
 */
export const silenceSeconds = (warmUpSeconds: number): number => bootLookSeconds(warmUpSeconds) + 3 * LOOK_SECONDS;
