import { describe, expect, it } from 'vitest';
import { defaultDay } from '../../../cli/simulation/default-day.ts';
import type { Tier } from '../../../core/blueprint/model.ts';
import { aMetric, aTier } from '../../core/scaling/scale-fixture.ts';

const dayOf = (tier: Tier, zone = 'Europe/Rome') => defaultDay({ seed: 1 }, tier, zone);

/** Instances that the busiest minute needs. */
const busiest = (tier: Tier): number =>
  Math.max(...dayOf(tier).trace.requests) / (tier.load[0]?.servedPerInstancePerMinute ?? Number.NaN);

describe('the seeded day', () => {
  it('is that of the example for a tier of its size', () => {
    const { startMs, requests } = dayOf(aTier()).trace;
    expect(startMs).toBe(Date.parse('2026-01-12T23:00:00Z'));
    expect(requests).toHaveLength(36 * 60);
    expect(Math.max(...requests)).toBe(41_009);
  });

  it('brings as many instances’ worth of requests to a tier whose instances serve less', () => {
    const tier = aTier({ load: [aMetric({ servedPerInstancePerMinute: 40 })] });
    expect(busiest(tier)).toBeGreaterThan(38);
    expect(busiest(tier)).toBeLessThan(46);
  });

  it('says for whom it was made, and how busy it is', () => {
    expect(dayOf(aTier()).trace.name).toBe(
      "seeded weekday (seed 1), made for tier web: 42 instances' worth at its busiest",
    );
    expect(dayOf(aTier({ max: 10 })).trace.name).toMatch(/7 instances' worth/);
  });

  it('brings no more than a small tier can serve at its max', () => {
    expect(busiest(aTier({ max: 10 }))).toBeGreaterThan(6);
    expect(busiest(aTier({ max: 10 }))).toBeLessThan(8);
  });

  it('begins at midnight where the people live, and one instance hangs at their noon', () => {
    const { trace, hangs } = dayOf(aTier(), 'America/New_York');
    expect(trace.startMs).toBe(Date.parse('2026-01-13T05:00:00Z'));
    expect(hangs).toEqual([{ atMs: Date.parse('2026-01-13T17:00:00Z') }]);
  });
});
