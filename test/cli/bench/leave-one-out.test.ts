import { expect, it } from 'vitest';
import { leaveOneOut } from '../../../cli/bench/leave-one-out.ts';

it('chooses on the other demands and tells what that costs on the one left out', () => {
  const costs = [
    [1, 2, 4],
    [2, 1, 3],
    [3, 3, 1],
  ];
  expect(leaveOneOut(costs)).toEqual([
    { chosen: 1, best: 0, costs: { chosen: 2, best: 1, first: 1 } },
    { chosen: 2, best: 1, costs: { chosen: 3, best: 1, first: 2 } },
    { chosen: 0, best: 2, costs: { chosen: 4, best: 1, first: 4 } },
  ]);
});

it('chooses the first of equal settings', () => {
  const equal = [
    [1, 1],
    [1, 1],
  ];
  expect(leaveOneOut(equal).map(({ chosen, best }) => [chosen, best])).toEqual([
    [0, 0],
    [0, 0],
  ]);
});
