import { describe, expect, it } from 'vitest';
import { executionStanding } from '../../../core/scaling/execution-standing.ts';
import type { Fleet, TierState } from '../../../core/scaling/model.ts';
import { aFleet, aState, MIDNIGHT_MS } from './scale-fixture.ts';

/** A boot of two minutes, and three looks. */
const SILENCE_SECONDS = 210;
const at = (seconds: number) => MIDNIGHT_MS + seconds * 1_000;
const record = (seconds: number, version = 3) => ({ size: 20, version, atMs: at(seconds) });
const applied = (outcome: 'settled' | 'no-capacity', seconds: number, version = 3) => ({
  ...record(seconds, version),
  outcome,
});

/** The first attempt for 20, started at midnight; of version 2 there are records from before. */
const started = (changes: Partial<TierState> = {}) =>
  aState(20, { attemptedAtMs: at(0), intent: record(-900, 2), applied: applied('settled', -800, 2), ...changes });
/** The second attempt, started two minutes after the first had ended. */
const again = (changes: Partial<TierState> = {}) =>
  started({ attempt: 2, intent: record(-200), applied: applied('no-capacity', -120), ...changes });

describe('executionStanding', () => {
  it.each<[string, TierState, Fleet, number, string]>([
    ['nothing has to run for an adopted size', started({ attempt: 0 }), aFleet(20), 5, 'none'],
    ['nothing has to run without a target', started({ target: null }), aFleet(20), 5, 'none'],
    ['just started it runs, though it has not claimed', started(), aFleet(10), 5, 'running'],
    ['a sweep later its start may have been lost', started(), aFleet(10), 60, 'unclaimed'],
    ['silent since its start it is dead', started(), aFleet(10), 211, 'died'],
    ['with its claim it runs', started({ intent: record(1) }), aFleet(20, { ready: 10 }), 211, 'running'],
    ['silent since its claim it is dead', started({ intent: record(1) }), aFleet(20), 212, 'died'],
    ['with a sign at its last look it runs', started({ intent: record(500) }), aFleet(20), 700, 'running'],
    [
      'settled, with the size there, it is done',
      started({ intent: record(1), applied: applied('settled', 90) }),
      aFleet(20),
      100,
      'reached',
    ],
    [
      'settled stays done when an instance fails later',
      started({ applied: applied('settled', 90) }),
      aFleet(20, { ready: 19 }),
      900,
      'reached',
    ],
    [
      'settled, with another size there, it has to be repeated',
      started({ applied: applied('settled', 90) }),
      aFleet(18),
      100,
      'ended',
    ],
    [
      'ended without capacity it has not reached its target',
      started({ applied: applied('no-capacity', 90) }),
      aFleet(20, { ready: 15 }),
      100,
      'ended',
    ],
    [
      'ended without capacity it has, once the instances come after all',
      started({ applied: applied('no-capacity', 90) }),
      aFleet(20),
      100,
      'reached',
    ],
    ['records of the attempt before do not end this one', again(), aFleet(20, { ready: 15 }), 5, 'running'],
    ['nor do they claim for it', again(), aFleet(20, { ready: 15 }), 60, 'unclaimed'],
    [
      'a clock that is behind by seconds still counts',
      again({ intent: record(-3) }),
      aFleet(20, { ready: 15 }),
      60,
      'running',
    ],
  ])('%s', (_, state, fleet, seconds, expected) => {
    expect(executionStanding(state, fleet, SILENCE_SECONDS, at(seconds))).toBe(expected);
  });
});
