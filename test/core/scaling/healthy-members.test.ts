import { describe, expect, it } from 'vitest';
import { healthyMembers } from '../../../core/scaling/healthy-members.ts';
import { aFleet, aState, MIDNIGHT_MS, MINUTE_MS } from './scale-fixture.ts';

/** Went from 10 to 5 at midnight. */
const decreased = () => {
  const state = aState(5, { ownSizes: [5, 10] });
  return { ...state, rails: { ...state.rails, lastDecreaseAtMs: MIDNIGHT_MS } };
};
const hosts = (count: number, minute: number) => ({ count, minuteMs: MIDNIGHT_MS + minute * MINUTE_MS });

describe('healthy members', () => {
  it.each([
    ['all that are ready where nobody else counts', null, aFleet(5), aState(5), 5],
    ['no more than the load balancer counts', hosts(4, -1), aFleet(5), aState(5), 4],
    ['no more than are ready', hosts(9, -1), aFleet(5), aState(5), 5],
    [
      'after a decrease, those left if all who were bad before it are among them',
      hosts(9, -1),
      aFleet(5),
      decreased(),
      4,
    ],
    ['the same while the count mixes before and after', hosts(4.8, 0), aFleet(5), decreased(), 0],
    ['all, if none was bad before the decrease', hosts(10, -1), aFleet(5), decreased(), 5],
    ['what is counted, once the count is of after the decrease', hosts(5, 1), aFleet(5), decreased(), 5],
    ['fewer than were counted, once the count is of after the decrease', hosts(4, 1), aFleet(5), decreased(), 4],
  ])('are %s', (_, count, fleet, state, expected) => {
    expect(healthyMembers(count, fleet, state)).toBe(expected);
  });
});
