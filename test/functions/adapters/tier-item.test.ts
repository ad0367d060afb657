import { describe, expect, it } from 'vitest';
import type { PolicySpec } from '../../../core/blueprint/model.ts';
import { openPolicy } from '../../../core/scaling/policies/open-policy.ts';
import { toAttributes } from '../../../functions/adapters/attribute-values.ts';
import { tierItem } from '../../../functions/adapters/tier-item.ts';
import type { Item } from '../../../local/services/dynamodb/values/attribute-value.ts';
import { itemSizeBytes } from '../../../local/services/dynamodb/values/measure-item.ts';
import { aTierState, MINUTE_MS, NOW_MS } from '../../fakes/builders.ts';

const adaptive: PolicySpec = { type: 'adaptive', unservedPrice: 100 };
const tracking: PolicySpec = { type: 'target-tracking', target: 0.7, scaleOutMinutes: 1, scaleInMinutes: 15 };

/** Of a tier with as many wants and turns as there can be. */
const bytesWith = (policy: PolicySpec, shadow: PolicySpec | null): number => {
  const minutes = Array.from({ length: 7 }, (_, index) => NOW_MS - index * MINUTE_MS);
  const state = aTierState({
    policyState: openPolicy(policy, null).run.pack(),
    shadowState: shadow && openPolicy(shadow, null).run.pack(),
    seasonHour: 490_000,
    rails: {
      ...aTierState().rails,
      reversalsAtMs: minutes.slice(0, 4),
      recentWants: minutes.map((atMs) => ({ atMs, size: 1234 })),
    },
  });
  return itemSizeBytes(toAttributes(tierItem(state)) as Item);
};

describe('the STATE item of a tier', () => {
  it.each([
    { policy: adaptive, shadow: null },
    { policy: adaptive, shadow: tracking },
    { policy: tracking, shadow: adaptive },
  ])('is of 4 KB at most with $policy.type and a shadow of $shadow.type', ({ policy, shadow }) => {
    expect(bytesWith(policy, shadow)).toBeLessThanOrEqual(4096);
  });

  it('is of 7 KB at most with a policy that learns and another one in its shadow', () => {
    expect(bytesWith(adaptive, { ...adaptive, unservedPrice: 20 })).toBeLessThanOrEqual(7 * 1024);
  });
});
