import { describe, expect, it } from 'vitest';
import { oneStepBefore, stepsUp, stepUp } from '../../../core/guardrails/step-limit.ts';

describe('one step up', () => {
  it('is to twice the size, and to ten more of a small one', () => {
    expect([1, 9, 10, 11, 40].map(stepUp)).toEqual([11, 19, 20, 22, 80]);
  });

  it('comes to a size from the least before it, and from none under that', () => {
    for (let size = 12; size <= 300; size += 1) {
      const before = oneStepBefore(size);
      expect([before, before - 1].map((from) => stepsUp(from, size))).toEqual([1, 2]);
    }
  });
});
