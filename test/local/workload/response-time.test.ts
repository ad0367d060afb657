import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { delayedResponseTime, responseTime, shorterResponseTime } from '../../../local/workload/response-time.ts';

describe('responseTime', () => {
  it('is exponential with rate μ - λ for a single server', () => {
    const found = responseTime({ servers: 1, arrivalsPerSecond: 6, servedPerSecond: 10 });
    expect(found.meanSeconds).toBeCloseTo(1 / 4, 12);
    for (const seconds of [0, 0.1, 0.5, 2]) expect(found.tail(seconds)).toBeCloseTo(Math.exp(-4 * seconds), 10);
    expect(found.quantile(0.95)).toBeCloseTo(-Math.log(0.05) / 4, 9);
  });

  it('is the service time alone where nobody waits', () => {
    const found = responseTime({ servers: 1000, arrivalsPerSecond: 10, servedPerSecond: 10 });
    expect(found.meanSeconds).toBeCloseTo(0.1, 9);
    expect(found.quantile(0.5)).toBeCloseTo(Math.log(2) / 10, 9);
  });

  it('holds where waiting and service have the same rate', () => {
    const near = responseTime({ servers: 2, arrivalsPerSecond: 10 - 1e-4, servedPerSecond: 10 });
    const equal = responseTime({ servers: 2, arrivalsPerSecond: 10, servedPerSecond: 10 });
    expect(equal.tail(0.2)).toBeCloseTo(near.tail(0.2), 5);
  });

  it('has a mean that is the area under its tail, and quantiles that invert the tail', () => {
    const share = fc.double({ min: 0.05, max: 0.95, noNaN: true });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), share, share, (servers, load, quantile) => {
        const found = responseTime({ servers, arrivalsPerSecond: servers * 10 * load, servedPerSecond: 10 });
        const end = found.quantile(1 - 1e-9);
        const steps = 20_000;
        let area = 0;
        for (let index = 0; index < steps; index++) area += (found.tail(((index + 0.5) * end) / steps) * end) / steps;
        expect(area).toBeCloseTo(found.meanSeconds, 4);
        expect(found.tail(found.quantile(quantile))).toBeCloseTo(1 - quantile, 6);
      }),
      { numRuns: 20 },
    );
  });
});

describe('delayedResponseTime', () => {
  it('is the wait plus an exponential service', () => {
    const found = delayedResponseTime(3, 10);
    expect(found.tail(3)).toBe(1);
    expect(found.meanSeconds).toBeCloseTo(3.1, 12);
    expect(found.quantile(0.95)).toBeCloseTo(3 - Math.log(0.05) / 10, 6);
  });
});

describe('shorterResponseTime', () => {
  it('keeps the quantiles of the shorter', () => {
    const long = responseTime({ servers: 1, arrivalsPerSecond: 9.999, servedPerSecond: 10 });
    const short = delayedResponseTime(1, 10);
    const shorter = shorterResponseTime(long, short);
    expect(shorter.quantile(0.95)).toBeCloseTo(short.quantile(0.95), 6);
  });
});
