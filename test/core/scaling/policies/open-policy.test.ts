import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PolicySpec, StepSide } from '../../../../core/blueprint/model.ts';
import { openPolicy } from '../../../../core/scaling/policies/open-policy.ts';
import type { Tick } from '../../../../core/scaling/policy.ts';
import { aView } from './fleet-fixture.ts';

const side: StepSide = {
  threshold: 0.8,
  minutes: 2,
  adjustment: 'PercentChangeInCapacity',
  minMagnitude: 1,
  steps: [{ from: 0, to: null, change: 20 }],
  cooldownSeconds: 0,
};
const step: PolicySpec = {
  type: 'step',
  scaleOut: side,
  scaleIn: { ...side, threshold: 0.4, minutes: 3, steps: [{ from: null, to: 0, change: -10 }] },
};
const tracking: PolicySpec = { type: 'target-tracking', target: 0.7, scaleOutMinutes: 2, scaleInMinutes: 3 };

const floor: PolicySpec = {
  type: 'scheduled-floor',
  floors: [
    {
      name: 'always',
      schedule: { timeZone: 'UTC', periods: [{ weekdays: null, beginMinute: 0, endMinute: 1_440 }], calendars: [] },
      calendars: {},
      size: 30,
    },
  ],
  leadMinutes: 0,
  policy: tracking,
};

const ticks = fc
  .array(
    fc.record({
      load: fc.option(fc.double({ min: 0, max: 1e6, noNaN: true })),
      isComplete: fc.boolean(),
      ready: fc.double({ min: 0, max: 10_000, noNaN: true }),
      gap: fc.nat(1),
    }),
    { maxLength: 40 },
  )
  .map((rows): Tick[] => {
    let minuteMs = Date.UTC(2026, 0, 6);
    return rows.map(({ gap, ...tick }) => {
      minuteMs += 60_000 * (1 + gap);
      return { ...tick, minuteMs };
    });
  });

describe.each([
  ['target-tracking', tracking],
  ['step', step],
  ['scheduled-floor', floor],
])('openPolicy: %s', (_, spec) => {
  it('resumes at any tick with the same result, in under 3 KB', () => {
    fc.assert(
      fc.property(ticks, fc.nat(40), fc.integer({ min: 1, max: 100 }), (history, cut, size) => {
        let straight = openPolicy(spec, null).run;
        let resumed = straight;
        for (const [index, tick] of history.entries()) {
          straight = straight.observe(tick);
          const from = index === cut ? openPolicy(spec, resumed.pack()).run : resumed;
          resumed = from.observe(tick);
        }
        const view = aView(size);
        expect(resumed.pack()).toEqual(straight.pack());
        expect(resumed.want(view)).toEqual(straight.want(view));
        expect(resumed.pack().length).toBeLessThan(3_000);
      }),
    );
  });

  it('leaves the point it was at as it was, so that a minute can be tried out', () => {
    const { run } = openPolicy(spec, null);
    const before = run.pack();
    run.observe({ minuteMs: 0, load: 9, isComplete: true, ready: 1 });
    expect(run.pack()).toEqual(before);
  });

  it.each([
    ['another schema version', (bytes: Uint8Array) => bytes.with(0, 99)],
    ['another policy', (bytes: Uint8Array) => bytes.with(1, 99)],
    ['half a record', (bytes: Uint8Array) => bytes.slice(0, 10)],
    ['nothing', () => new Uint8Array()],
  ])('begins again when what was packed is %s', (_, spoil) => {
    const { run } = openPolicy(spec, null);
    const packed = run.observe({ minuteMs: 0, load: 9, isComplete: true, ready: 1 }).pack();
    expect(openPolicy(spec, packed).isRestarted).toBe(false);
    expect(openPolicy(spec, spoil(packed))).toMatchObject({ isRestarted: true });
    expect(openPolicy(spec, spoil(packed)).run.pack()).toEqual(run.pack());
  });
});
