/**
 * How long it may take at most from the decision that a refused call is repeated until it is made, in seconds. Nothing is repeated later than that
 * before a deadline.
 *
 * 94 s are waits: 16 s before the switch is read again, 75 s between the nine tries of reading it, 3 s between the three of the claim. The other
 * 26 s are for those twelve calls and the repeated one, 2 s each.
 */
export const REPEAT_SECONDS = 120;
