import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { describe, expect, it } from 'vitest';
import { sumOf } from '../../infra/constructs/sum-of.ts';

const counts = (number: number) =>
  Object.fromEntries(
    Array.from({ length: number }, (_, index) => [
      `count${index}`,
      new Metric({ namespace: 'AWS/Lambda', metricName: `Count${index}` }),
    ]),
  );

describe('the sum that an alarm looks at', () => {
  it('takes a metric without a value for none', () => {
    expect(sumOf(counts(2)).expression).toBe('FILL(count0, 0) + FILL(count1, 0)');
  });

  it('is of ten metrics at most, of which synth tells', () => {
    expect(() => sumOf(counts(10))).not.toThrow();
    expect(() => sumOf(counts(11))).toThrow('the sum of 11 metrics: at most 10 are allowed');
  });
});
