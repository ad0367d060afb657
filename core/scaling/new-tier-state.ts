import type { TierState } from './model.ts';

/** A tier before its first contact. */
export function newTierState(tierId: string): TierState {
  return {
    tierId,
    revision: 0,
    target: null,
    targetVersion: 0,
    attempt: 0,
    attemptedAtMs: null,
    intent: null,
    applied: null,
    ownSizes: [],
    formerSizes: [],
    lateRead: null,
    lastTickMs: null,
    policyState: null,
    shadowState: null,
    seasonHour: null,
    history: 'unread',
    rails: {
      lastIncreaseAtMs: null,
      increaseReadyAtMs: null,
      lastDecreaseAtMs: null,
      reversalsAtMs: [],
      recentWants: [],
      foreignSinceMs: null,
      foreignSize: null,
    },
    suspendedBy: null,
    loadBalancer: null,
    lastReason: null,
    lastRecordedAtMs: null,
  };
}
