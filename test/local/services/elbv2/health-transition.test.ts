import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { healthTransition } from '../../../../local/services/elbv2/health-transition.ts';

const check = {
  protocol: 'HTTP',
  port: 'traffic-port',
  path: '/',
  intervalSeconds: 10,
  timeoutSeconds: 5,
  healthyThreshold: 2,
  unhealthyThreshold: 3,
  matcher: '200',
};

/** Check by check, as a load balancer does it. */
const byPolling = (
  isHealthy: boolean,
  isInitial: boolean,
  firstCheckAtMs: number,
  isPassing: boolean,
  sinceMs: number,
): number => {
  const needed = isPassing ? (isInitial ? 1 : check.healthyThreshold) : check.unhealthyThreshold;
  let passed = 0;
  for (let atMs = firstCheckAtMs; ; atMs += check.intervalSeconds * 1000) {
    if (atMs < sinceMs) continue;
    passed += 1;
    if (passed === needed) return isHealthy === isPassing && !isInitial ? Number.NaN : atMs;
  }
};

describe('healthTransition', () => {
  it.each([
    {
      row: 'a new target is healthy after one passed check',
      state: 'initial',
      failure: undefined,
      sinceMs: 0,
      expected: { state: 'healthy', atMs: 4_000 },
    },
    {
      row: 'a new target is unhealthy after as many failed checks as the threshold says',
      state: 'initial',
      failure: 'refused',
      sinceMs: 0,
      expected: { state: 'unhealthy', atMs: 24_000, reason: 'Target.FailedHealthChecks' },
    },
    {
      row: 'an unhealthy target needs the threshold of passed checks',
      state: 'unhealthy',
      failure: undefined,
      sinceMs: 50_000,
      expected: { state: 'healthy', atMs: 64_000 },
    },
    {
      row: 'a check that times out fails when its time is over',
      state: 'healthy',
      failure: 'timed-out',
      sinceMs: 5_000,
      expected: { state: 'unhealthy', atMs: 39_000, reason: 'Target.Timeout' },
    },
    {
      row: 'a change at the very instant of a check is seen by it',
      state: 'healthy',
      failure: 'refused',
      sinceMs: 14_000,
      expected: { state: 'unhealthy', atMs: 34_000 },
    },
  ] as const)('$row', ({ state, failure, sinceMs, expected }) => {
    expect(healthTransition({ state, firstCheckAtMs: 4_000 }, check, failure, sinceMs)).toMatchObject(expected);
  });

  it.each([
    { row: 'a healthy target that answers stays healthy', state: 'healthy', failure: undefined },
    { row: 'an unhealthy target that does not answer stays unhealthy', state: 'unhealthy', failure: 'refused' },
  ] as const)('$row', ({ state, failure }) => {
    expect(healthTransition({ state, firstCheckAtMs: 0 }, check, failure, 0)).toBeUndefined();
  });

  it('agrees with checking every interval', () => {
    const instant = fc.integer({ min: 0, max: 1_000_000 });
    const states = fc.constantFrom('initial', 'healthy', 'unhealthy');
    fc.assert(
      fc.property(states, fc.boolean(), instant, instant, (state, isPassing, firstCheckAtMs, sinceMs) => {
        const found = healthTransition({ state, firstCheckAtMs }, check, isPassing ? undefined : 'refused', sinceMs);
        const polled = byPolling(state === 'healthy', state === 'initial', firstCheckAtMs, isPassing, sinceMs);
        expect(found?.atMs ?? Number.NaN).toBe(polled);
      }),
    );
  });
});
