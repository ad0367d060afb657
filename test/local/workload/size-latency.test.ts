import { describe, expect, it } from 'vitest';
import { sizeLatency } from '../../../local/workload/size-latency.ts';
import { DemoFleet, minutes } from './demo-fleet.ts';

describe('sizeLatency', () => {
  it('is what a driven group of that size has: idle, nearly full, over its capacity and after that', async () => {
    const load = [200, 1_950, 2_600, 2_600, 500, 0, 1_000];
    const fleet = new DemoFleet();
    await fleet.advance(minutes(5));
    const startMs = fleet.kernel.clock.nowMs;
    const requestsPerMinute = (minuteMs: number): number => load[(minuteMs - startMs) / minutes(1)] ?? 0;
    fleet.workload.drive({ groupName: 'web', requestsPerMinute, servedPerInstancePerMinute: 1000 });
    await fleet.advance(minutes(load.length));
    const series = fleet.workload.series('web');
    const sizes = series.map(({ ready }) => ready);
    expect(sizes).toEqual(load.map(() => 2));
    const latency = sizeLatency(load, sizes, 1000);
    for (const [minute, { p95LatencyMs }] of series.entries()) expect(latency[minute]).toBeCloseTo(p95LatencyMs, 6);
  });

  it('is 0 where nothing serves, and shorter on a larger fleet', () => {
    const [nobody = 0, two = 0, three = 0] = sizeLatency([1_900, 1_900, 1_900], [0, 2, 3], 1000);
    expect(nobody).toBe(0);
    expect(two).toBeGreaterThan(three);
  });
});
