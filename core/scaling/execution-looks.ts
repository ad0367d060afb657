/** Seconds between two looks of scale-tier at its fleet. */
export const LOOK_SECONDS = 30;

/** Seconds until the first look when capacity was added: nothing is to be seen before the boot. */
export const bootLookSeconds = (warmUpSeconds: number): number => Math.max(LOOK_SECONDS, warmUpSeconds);

/**
 * After how many seconds without a sign an execution of scale-tier is dead. It gives one when it claims its target and at each
 * look but the last. A sign can be lost, when a decision that was made from the item before it is written over it.
 *
 * The 90 s beyond a look are for one lost sign, a look and what its three calls (check, switch, claim) take. Each has nine tries within 75 s, so that they may
 * take 225 s; then an execution that lives is taken for dead. That is chosen: the attempt that follows has the same version and asks for the same size,
 * while one that did die would be missed two minutes later. With half of all calls failing, three calls take 7 s on average.
 */
export const silenceSeconds = (warmUpSeconds: number): number => bootLookSeconds(warmUpSeconds) + 3 * LOOK_SECONDS;
