import { describe, expect, it } from 'vitest';
import { newHealingState } from '../../../core/healing/decide-heal.ts';
import { isGlanceEnough } from '../../../core/healing/is-glance-enough.ts';

const minuteMs = 60_000;
const nowMs = Date.parse('2026-01-13T09:01:00Z');
const well = { ...newHealingState('web'), lastReason: 'healthy', targetGroupArns: ['arn-of-targets'] };

describe('a look at the target groups alone', () => {
  it('is enough in four of five minutes for a tier that was well', () => {
    const enough = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].filter((minute) => isGlanceEnough(well, nowMs + minute * minuteMs));
    expect(enough).toHaveLength(8);
  });

  it.each([
    { when: 'the tier was never looked at', state: newHealingState('web') },
    { when: 'something was bad at the last look', state: { ...well, lastReason: 'observing' } },
    { when: 'a replacement was under way', state: { ...well, lastReason: 'in-progress' } },
    { when: 'the group is in no target group', state: { ...well, targetGroupArns: [] } },
  ])('is not enough when $when', ({ state }) => {
    expect(isGlanceEnough(state, nowMs)).toBe(false);
  });
});
