import { describe, expect, it } from 'vitest';
import { applyRepeatRails } from '../../../core/guardrails/apply-guard-rails.ts';
import type { RailContext } from '../../../core/guardrails/model.ts';
import { aFleet } from '../scaling/scale-fixture.ts';
import { contextOf, flaw, guarded, minutesAgo, stressed } from './rail-fixture.ts';

describe('applyRepeatRails', () => {
  it.each<[string, Partial<RailContext>, number]>([
    ['repeats a decrease that was decided before', {}, 10],
    ['not on bad data', { dataFlaw: flaw }, 50],
    ['not under stress', { tier: guarded, ...stressed(0.5, null) }, 50],
    ['not while the fleet is unhealthy', { fleet: aFleet(50, { ready: 40 }) }, 40],
    ['not beyond the budget of all tiers', { removable: 5 }, 45],
  ])('%s', (_, context, size) => {
    const rails = { lastIncreaseAtMs: minutesAgo(1) };
    expect(applyRepeatRails(10, contextOf({ current: 50, want: 10, rails, context })).size).toBe(size);
  });
});
