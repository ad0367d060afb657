import { describe, expect, it } from 'vitest';
import { formatFigure, formatShare } from '../../../core/scaling/format-figures.ts';

describe('formatFigure', () => {
  it.each([
    [0, '0'],
    [12.44, '12.4'],
    [999.96, '1,000'],
    [1_000, '1,000'],
    [12_400, '12,400'],
    [1_234_567.89, '1,234,567.9'],
  ])('writes %d as %s', (value, text) => {
    expect(formatFigure(value)).toBe(text);
  });
});

describe('formatShare', () => {
  it('writes a share of 1 as a percentage', () => {
    expect([0.7, 0.333, 0.05].map(formatShare)).toEqual(['70 %', '33.3 %', '5 %']);
  });
});
