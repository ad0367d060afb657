import { describe, expect, it } from 'vitest';
import type { LoadMetric } from '../../../core/blueprint/model.ts';
import { explainLoad } from '../../../core/scaling/explain-load.ts';

const metric: LoadMetric = {
  type: 'alb',
  targetGroup: null,
  loadBalancer: null,
  counts: 'total',
  whenAbsent: 'zeroIfHealthy',
  servedPerInstancePerMinute: 1000,
};
const orders: LoadMetric = {
  ...metric,
  type: 'metric',
  namespace: 'Shop',
  metric: 'Orders',
  dimensions: {},
  stat: 'Average',
  counts: 'perInstance',
};

describe('explainLoad', () => {
  it.each([
    {
      row: 'whole instances',
      demand: { load: 12.4, isComplete: true, ready: 10, ruling: { value: 12_400, metric } },
      expected: 'load 12,400 requests a minute = 12.4 instances, 10 ready',
    },
    {
      row: 'instances that came within the minute, to one decimal',
      demand: { load: 47.574, isComplete: true, ready: 1217 / 11, ruling: { value: 47_574, metric } },
      expected: 'load 47,574 requests a minute = 47.6 instances, 110.6 ready',
    },
    {
      row: 'a metric by its name',
      demand: { load: 3, isComplete: true, ready: 3, ruling: { value: 1000, metric: orders } },
      expected: 'load 1,000 Orders per instance = 3 instances, 3 ready',
    },
    { row: 'nothing measured', demand: null, expected: 'no load measured' },
  ])('tells of $row', ({ demand, expected }) => {
    expect(explainLoad(demand)).toBe(expected);
  });
});
