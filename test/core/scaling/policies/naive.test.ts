import { expect, it } from 'vitest';
import { naive } from '../../../../core/scaling/policies/naive.ts';
import { aTick, aView } from './fleet-fixture.ts';

it.each([
  ['twice what it carries', aTick(0, 10), 20],
  ['little', aTick(0, 1.2), 3],
  ['nothing', aTick(0, 0), 0],
  ['an unknown load', aTick(0, null), 10],
  ['at least a little', aTick(0, 1.2, { isComplete: false }), 10],
])('naive at half of ten instances, after %s, wants what that minute needed', (_, tick, expected) => {
  expect(naive(0.5, null).run.observe(tick).want(aView(10)).size).toBe(expected);
});
