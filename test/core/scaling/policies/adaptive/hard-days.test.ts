import { describe, expect, it } from 'vitest';
import { seededShapes } from '../../../../../cli/trace/seeded-shapes.ts';
import { adaptive } from '../../../../../core/scaling/policies/adaptive/adaptive.ts';
import type { PolicyRun, Tick } from '../../../../../core/scaling/policy.ts';
import { aView } from '../fleet-fixture.ts';
import { DAY, MINUTE_MS, playAdaptive, seededChance } from './play-adaptive.ts';

/** Load of each minute of some days, give or take a tenth. */
const noisy = (days: number, load: (minute: number) => number): Float64Array => {
  const chance = seededChance(7);
  return Float64Array.from({ length: days * DAY }, (_, minute) => load(minute) * (0.95 + 0.1 * chance()));
};

const underProvisioned = (demand: Float64Array, ready: Int32Array, from: number, to: number): number => {
  let unserved = 0;
  for (let tick = from; tick < to; tick += 1) unserved += Math.max(0, (demand[tick] ?? 0) - (ready[tick] ?? 0));
  return unserved;
};

describe('adaptive on hard days', () => {
  it('is ready before a burst that comes at the same minute of each hour', () => {
    const demand = noisy(3, (minute) => (minute % 60 >= 30 && minute % 60 < 36 ? 40 : 15));
    const { plant } = playAdaptive(demand);
    expect(underProvisioned(demand, plant.ready, 0, DAY)).toBeGreaterThan(100);
    expect(underProvisioned(demand, plant.ready, 2 * DAY, 3 * DAY)).toBeLessThan(10);
  });

  it('is ready before a burst that comes once a day', () => {
    const demand = noisy(6, (minute) => (minute % DAY >= 600 && minute % DAY < 630 ? 70 : 15));
    const { plant } = playAdaptive(demand);
    const burst = 5 * DAY + 600;
    expect(underProvisioned(demand, plant.ready, burst, burst + 30)).toBeLessThan(55);
    expect(Math.max(...plant.ready.slice(burst - 60, burst - 10))).toBeLessThan(25);
  });

  it('follows a level that quadruples and stays', () => {
    const demand = noisy(6, (minute) => (minute < 3 * DAY ? 10 : 40));
    const { plant } = playAdaptive(demand);
    const billedAfter = plant.billed.slice(4 * DAY).reduce((sum, billed) => sum + billed, 0) / (2 * DAY);
    expect(billedAfter).toBeLessThan(44);
    expect(underProvisioned(demand, plant.ready, 4 * DAY, 6 * DAY)).toBeLessThan(10);
  });

  it('takes a step for what it is after days in which the load always went back', () => {
    const demand = noisy(4, (minute) => (minute < 3 * DAY ? 20 : 80));
    const { plant } = playAdaptive(demand);
    // Nobody can foresee it: it is unserved for the minute until it is seen, and the four of the boot.
    expect(underProvisioned(demand, plant.ready, 3 * DAY, 3 * DAY + 5)).toBeLessThan(5 * 62);
    expect(underProvisioned(demand, plant.ready, 3 * DAY + 5, 4 * DAY)).toBeLessThan(40);
  });

  it('orders all of a step at once that nothing in two days was like', () => {
    const shift = seededShapes(1).find(({ name }) => name === 'level shift');
    const demand = Float64Array.from(shift?.requests ?? [], (count) => count / 1500);
    const { wanted } = playAdaptive(demand.slice(0, 2 * DAY + 2));
    expect(demand.slice(2 * DAY - 1, 2 * DAY + 1).map(Math.round)).toEqual(Float64Array.of(8, 32));
    expect(wanted[2 * DAY + 1]).toBeGreaterThanOrEqual(32);
  });

  it('holds the fleet through a short outage, and lets it go in a long one', () => {
    const demand = noisy(4, (minute) => (minute >= 3 * DAY && minute < 3 * DAY + 400 ? 0 : 20));
    const { plant } = playAdaptive(demand);
    expect(plant.ready[3 * DAY + 60]).toBeGreaterThanOrEqual(19);
    expect(plant.ready[3 * DAY + 300]).toBeLessThanOrEqual(2);
  });

  it('settles on what comes back when only a part does', () => {
    const demand = noisy(4, (minute) => (minute < 3 * DAY ? 20 : minute < 3 * DAY + 30 ? 0 : 8));
    const { plant } = playAdaptive(demand);
    expect(plant.ready[3 * DAY + 100]).toBeGreaterThanOrEqual(19);
    expect(plant.ready[3 * DAY + 300]).toBeLessThanOrEqual(11);
  });

  it('does not hold it where the load goes every evening', () => {
    const demand = noisy(5, (minute) => (minute % DAY < 720 ? 20 : 0.5));
    const { plant } = playAdaptive(demand);
    expect(plant.ready[4 * DAY + 720 + 30]).toBeLessThanOrEqual(6);
    expect(underProvisioned(demand, plant.ready, 4 * DAY, 4 * DAY + 10)).toBeLessThan(60);
  });

  it('does not repeat the outage of a day before', () => {
    const isOut = (minute: number) => minute >= 4 * DAY + 600 && minute < 4 * DAY + 660;
    const demand = noisy(6, (minute) => (isOut(minute) ? 0 : 20));
    const { plant } = playAdaptive(demand);
    expect(underProvisioned(demand, plant.ready, 5 * DAY + 590, 5 * DAY + 670)).toBeLessThan(5);
  });

  it('starts from nothing', () => {
    const demand = noisy(2, (minute) => (minute < DAY ? 0 : Math.min(30, (minute - DAY) / 2)));
    const { plant, wanted } = playAdaptive(demand);
    expect(wanted[DAY - 1]).toBe(1);
    expect(underProvisioned(demand, plant.ready, DAY, 2 * DAY)).toBeLessThan(60);
  });

  it('sheds nothing for zeros of a minute or two, and learns nothing from them', () => {
    const steady = noisy(2, () => 20);
    const { plant } = playAdaptive(steady, {
      see: (tick, minute) => (minute % 97 > 94 ? { ...tick, load: 0 } : tick),
    });
    expect(Math.min(...plant.ready.slice(DAY))).toBeGreaterThanOrEqual(20);
    expect(Math.max(...plant.ready.slice(DAY))).toBeLessThanOrEqual(24);
  });

  it('goes on where minutes are missing', () => {
    const demand = noisy(3, (minute) => 20 - 10 * Math.cos((2 * Math.PI * minute) / DAY));
    const whole = playAdaptive(demand).plant;
    const holes = playAdaptive(demand, {
      see: (tick, minute) => (minute % 5 === 0 || minute % 600 < 45 ? null : tick),
    });
    expect(holes.plant.totalUnserved).toBeLessThan(whole.totalUnserved + 300);
    expect(holes.plant.totalBilled).toBeLessThan(1.15 * whole.totalBilled);
  });
});

describe('adaptive where data are flawed', () => {
  const observe = (run: PolicyRun, minutes: number, from: number, change: Partial<Tick>): PolicyRun => {
    let next = run;
    for (let minute = from; minute < from + minutes; minute += 1) {
      next = next.observe({ minuteMs: minute * MINUTE_MS, load: 10, isComplete: true, ready: 12, size: 12, ...change });
    }
    return next;
  };
  const { run: start } = adaptive({ type: 'adaptive', unservedPrice: 100 }, null);
  const settled = observe(start, 300, 0, {});

  it.each<[string, Partial<Tick>]>([
    ['unknown', { load: null, isComplete: false }],
    ['incomplete and small', { load: 1, isComplete: false }],
  ])('takes nothing away while the newest minute is %s', (_, flaw) => {
    expect(settled.want(aView(40)).size).toBeLessThan(20);
    expect(observe(settled, 20, 300, flaw).want(aView(40))).toMatchObject({ size: 40, reason: 'keep' });
  });

  it('raises for an incomplete minute that is large already', () => {
    expect(observe(settled, 1, 300, { load: 30, isComplete: false }).want(aView(12)).size).toBeGreaterThan(29);
  });

  it('learns nothing from an incomplete minute', () => {
    const after = observe(observe(settled, 1, 300, { load: 30, isComplete: false }), 60, 301, {});
    expect(after.want(aView(40)).size).toBeLessThanOrEqual(settled.want(aView(40)).size + 2);
  });

  it.each([70_000, 1e12, Number.POSITIVE_INFINITY])(
    'goes on after a minute of %d instances, which no group has',
    (load) => {
      const spiked = observe(observe(start, 60, 0, {}), 1, 60, { load });
      const { size, figures } = observe(spiked, 120, 61, {}).want(aView(12));
      expect(size).toBeGreaterThanOrEqual(10);
      expect(Math.abs((figures?.['forecast'] ?? 0) - 10)).toBeLessThan(1);
    },
  );

  it('takes no minute twice and none from the past', () => {
    expect(observe(settled, 300, 0, { load: 500 }).pack()).toEqual(settled.pack());
  });

  it('goes on after a gap of weeks', () => {
    const after = observe(settled, 30, 40 * DAY, { load: 25 });
    expect(after.want(aView(10)).size).toBeGreaterThan(24);
    expect(after.want(aView(10)).size).toBeLessThan(60);
  });

  it('plans for four minutes of boot when sizes are not told', () => {
    let run = start;
    for (let minute = 0; minute < 100; minute += 1) {
      run = run.observe({ minuteMs: minute * MINUTE_MS, load: 10, isComplete: true, ready: minute });
    }
    expect(run.want(aView(1)).text).toContain('in 4 min');
  });
});
