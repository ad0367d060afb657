import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CANDIDATES } from '../../../core/scaling/candidates.ts';
import { drivePlant } from '../../../core/scaling/drive-plant.ts';
import { runPlant } from '../../../core/scaling/plant.ts';
import type { PolicyRun, Tick } from '../../../core/scaling/policy.ts';
import { aView, MINUTE_MS } from './policies/fleet-fixture.ts';

const KNOB = { target: 0.7, price: 100 } as const;

const ticks = fc
  .array(
    fc.record({
      load: fc.option(fc.double({ min: 0, max: 300, noNaN: true })),
      isComplete: fc.boolean(),
      ready: fc.nat(300),
      /** 7 minutes at a time, now and then a day: policies that keep hours see some of them. */
      gap: fc.oneof({ weight: 9, arbitrary: fc.nat(7) }, { weight: 1, arbitrary: fc.constant(1_439) }),
    }),
    { minLength: 1, maxLength: 150 },
  )
  .map((rows): Tick[] => {
    let minuteMs = 0;
    return rows.map(({ gap, ...tick }) => {
      minuteMs += (1 + gap) * MINUTE_MS;
      return { ...tick, minuteMs };
    });
  });

/** Take a minute in and ask; the size follows at once. */
function step(run: PolicyRun, tick: Tick, size: number): { run: PolicyRun; size: number } {
  const told = run.observe({ ...tick, size });
  const ready = Math.min(size, tick.ready);
  const want = told.want(aView(size, { nowMs: tick.minuteMs + MINUTE_MS, ready, pending: size - ready }));
  return { run: want.after ?? told, size: want.size };
}

/** Two demands with one prefix, other futures and equal totals. */
const forks = fc
  .record({
    prefix: fc.array(fc.double({ min: 0, max: 60, noNaN: true }), { minLength: 1, maxLength: 2_000, size: 'max' }),
    future: fc.array(fc.double({ min: 0, max: 60, noNaN: true }), { minLength: 2, maxLength: 30 }),
  })
  .map(({ prefix, future }) => ({ prefix, one: [...prefix, ...future], other: [...prefix, ...future.toReversed()] }));

describe.each(CANDIDATES)('$label', ({ open, knob }) => {
  // Copies, for bytes that were packed here need no reading.
  const repacked = (run: PolicyRun): PolicyRun => open(KNOB[knob], run.pack(), run.season?.pack().slice() ?? null).run;

  it('resumes at any tick with the same result, in under 3 KB', () => {
    fc.assert(
      fc.property(ticks, fc.nat(150), fc.integer({ min: 1, max: 100 }), (history, cut, startSize) => {
        let straight = { run: open(KNOB[knob], null).run, size: startSize };
        let resumed = straight;
        for (const [index, tick] of history.entries()) {
          straight = step(straight.run, tick, straight.size);
          const from = index === cut ? repacked(resumed.run) : resumed.run;
          resumed = step(from, tick, resumed.size);
          expect(resumed.size).toBe(straight.size);
        }
        expect(resumed.run.pack()).toEqual(straight.run.pack());
        expect(resumed.run.pack().length).toBeLessThan(3_000);
      }),
    );
  });

  it('leaves the point it was at as it was', () => {
    const { run } = open(KNOB[knob], null);
    const before = run.pack();
    run.observe({ minuteMs: 0, load: 9, isComplete: true, ready: 1 }).want(aView(3));
    expect(run.pack()).toEqual(before);
  });

  it.each([
    ['another schema version', (bytes: Uint8Array) => bytes.with(0, 99)],
    ['another policy', (bytes: Uint8Array) => bytes.with(1, 99)],
    ['half a number', (bytes: Uint8Array) => bytes.slice(0, 5)],
    ['nothing', () => new Uint8Array()],
  ])('begins again when what was packed is %s', (_, spoil) => {
    const { run } = open(KNOB[knob], null);
    const packed = run.observe({ minuteMs: 0, load: 9, isComplete: true, ready: 1 }).pack();
    expect(open(KNOB[knob], packed).isRestarted).toBe(false);
    expect(open(KNOB[knob], spoil(packed))).toMatchObject({ isRestarted: true });
    expect(open(KNOB[knob], spoil(packed)).run.pack()).toEqual(run.pack());
  });

  it('decides the same on one prefix, whatever follows', () => {
    const sizesOf = (demand: readonly number[]): number[] => {
      const drive = drivePlant(open(KNOB[knob], null));
      const sizes: number[] = [];
      runPlant(demand, (view) => {
        const size = drive(view);
        sizes.push(size);
        return size;
      });
      return sizes;
    };
    fc.assert(
      fc.property(forks, ({ prefix, one, other }) => {
        // The tick after the prefix is decided from the prefix as well.
        expect(sizesOf(one).slice(0, prefix.length + 1)).toEqual(sizesOf(other).slice(0, prefix.length + 1));
      }),
      { numRuns: 30 },
    );
  });
});
