import { expect, it } from 'vitest';
import { stepAreas, stepLine } from '../../../cli/report/step-path.ts';

const steps = (...ys: readonly number[]) => ys.map((y, index) => ({ from: index * 10, to: index * 10 + 10, y }));

it('a line stays at a value until its minute is over, the last one too', () => {
  expect(stepLine(steps(5, 5, 8))).toBe('M0 5H20V8H30');
});

it('an area is drawn where there is something, and nowhere else', () => {
  expect(stepAreas(steps(50, 40, 40, 50, 30), 50)).toBe('M10 40H30V50H10ZM40 30H50V50H40Z');
  expect(stepAreas(steps(50, 50), 50)).toBe('');
});
