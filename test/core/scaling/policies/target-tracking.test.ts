import { describe, expect, it } from 'vitest';
import { targetTracking } from '../../../../core/scaling/policies/target-tracking.ts';
import type { Tick } from '../../../../core/scaling/policy.ts';
import { aView } from './fleet-fixture.ts';

const spec = { type: 'target-tracking', target: 0.7, scaleOutMinutes: 3, scaleInMinutes: 15 } as const;

/** What is wanted after these minutes' loads on 10 instances; `undefined` leaves the minute out. */
function wantAfter(loads: readonly (Partial<Tick> | number | undefined)[], fleet = aView(10)): number {
  let { run } = targetTracking(spec, null);
  for (const [minute, load] of loads.entries()) {
    if (load === undefined) continue;
    const tick = { minuteMs: minute * 60_000, load: 0, isComplete: true, ready: 10 };
    run = run.observe({ ...tick, ...(typeof load === 'number' ? { load } : load) });
  }
  return run.want(fleet).size;
}

const times = <T>(count: number, load: T): T[] => Array.from({ length: count }, () => load);

describe('targetTracking', () => {
  it.each<[string, Parameters<typeof wantAfter>, number]>([
    ['scales out in proportion after three minutes above the target', [[8, 8, 9]], 13],
    ['does not after two', [[8, 9]], 10],
    ['does not when one of them was at the target', [[8, 7, 9]], 10],
    ['does not when one of them was left out', [[8, undefined, 9, 9]], 10],
    ['does not when one of them is unknown', [[8, { load: null, isComplete: false }, 9, 9]], 10],
    ['counts an incomplete minute that is above already', [[8, { load: 8, isComplete: false }, 9]], 13],
    ['asks for a size, so what is pending is not ordered twice', [[8, 8, 9], aView(13, { ready: 10, pending: 3 })], 13],
    ['scales in after fifteen minutes under nine tenths of the target', [times(15, 4)], 6],
    ['does not after fourteen', [times(14, 4)], 10],
    ['does not at nine tenths', [times(15, 6.3)], 10],
    ['does not while something is pending', [times(15, 4), aView(11, { ready: 10, pending: 1 })], 11],
    ['does not when one of them was incomplete', [[...times(14, 4), { load: 4, isComplete: false }]], 10],
    [
      'rounds up, but not for a hair',
      [
        [
          { load: 21, ready: 20 },
          { load: 21, ready: 20 },
          { load: 21, ready: 20 },
        ],
        aView(20),
      ],
      30,
    ],
    ['needs no ready instance to know what it takes', [[8, 8, { load: 7, ready: 0 }]], 10],
    ['counts the load that instances carried which have left since', [times(15, 4), aView(8)], 6],
  ])('%s', (_, [loads, fleet], expected) => {
    expect(wantAfter(loads, fleet)).toBe(expected);
  });

  it('says what it wants in words', () => {
    const { run } = targetTracking({ ...spec, scaleOutMinutes: 1 }, null);
    const want = run.observe({ minuteMs: 0, load: 12.4, isComplete: true, ready: 10 }).want(aView(10));
    expect(want).toEqual({ size: 18, reason: 'load-above-target', text: 'target 70 % wants 18' });
  });
});
