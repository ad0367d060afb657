import { describe, expect, it } from 'vitest';
import { targetTrackingBaseline } from '../../../../../core/scaling/baselines.ts';
import type { PlantRun } from '../../../../../core/scaling/plant.ts';
import { adaptive } from '../../../../../core/scaling/policies/adaptive/adaptive.ts';
import type { PolicyRun } from '../../../../../core/scaling/policy.ts';
import { aView } from '../fleet-fixture.ts';
import { busyDays, DAY, MINUTE_MS, playAdaptive, seededChance } from './play-adaptive.ts';

const spec = { type: 'adaptive', unservedPrice: 100 } as const;
const days = busyDays(3);

const flat = (minutes: number, load: number) => Array.from({ length: minutes }, () => load);

/** Three days with so much load from the half of each hour on. */
const burstEachHour = (burst: number, minutes: number) =>
  flat(3 * DAY, 15).map((load, minute) => (minute % 60 >= 30 && minute % 60 < 30 + minutes ? burst : load));

describe('adaptive', () => {
  it('keeps what is there until it has seen a load', () => {
    const { run } = adaptive(spec, null);
    expect(run.want(aView(7))).toEqual({ size: 7, reason: 'keep', text: 'no load seen yet, keeps 7' });
  });

  it('costs less than target tracking at any target, on a rhythm of days and hours', () => {
    const demand = days.map((load, minute) => load + (minute % 60 < 5 ? 12 : 0));
    const cost = ({ totalBilled, totalUnserved }: PlantRun) => totalBilled + 100 * totalUnserved;
    const targets = [0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95];
    const peers = targets.map((target) => cost(targetTrackingBaseline(demand, target)));
    expect(cost(playAdaptive(demand).plant)).toBeLessThan(0.85 * Math.min(...peers));
  });

  it('spends less on capacity when unserved load is cheap, and serves more when it is dear', () => {
    const [cheap, dear] = [playAdaptive(days, { price: 10 }), playAdaptive(days, { price: 300 })];
    expect(cheap.plant.totalBilled).toBeLessThan(dear.plant.totalBilled);
    expect(cheap.plant.totalUnserved).toBeGreaterThan(dear.plant.totalUnserved);
  });

  it('knows nothing of the future: equal pasts lead to equal decisions', () => {
    const half = 1.5 * DAY;
    const total = days.reduce((sum, load) => sum + load, 0);
    const rest = days.slice(half).reverse();
    const other = Float64Array.from([...days.slice(0, half), ...rest]);
    expect(other.reduce((sum, load) => sum + load, 0)).toBeCloseTo(total, 6);
    expect(playAdaptive(other).wanted.slice(0, half)).toEqual(playAdaptive(days).wanted.slice(0, half));
  });

  it('resumes at any minute with the same results', () => {
    const { wanted } = playAdaptive(days);
    const resumed = playAdaptive(days, {
      swap: (run, minute) =>
        minute % 7 === 0 ? adaptive(spec, run.pack(), run.season?.pack().slice() ?? null).run : run,
    });
    expect(resumed.wanted).toEqual(wanted);
  });

  it('leaves a run as it was when a minute is tried out on it', () => {
    const { run } = playAdaptive(days);
    const before = [run.pack(), run.want(aView(30))];
    run.observe({ minuteMs: 3 * DAY * MINUTE_MS, load: 500, isComplete: true, ready: 30, size: 30 });
    expect([run.pack(), run.want(aView(30))]).toEqual(before);
  });

  it('packs at most 3 KB, and at most 60 KB for a season of weeks', () => {
    const { run } = playAdaptive(busyDays(16));
    expect(run.pack().length).toBeLessThanOrEqual(3_000);
    expect(run.season?.pack().length).toBeGreaterThan(40_000);
    expect(run.season?.pack().length).toBeLessThanOrEqual(60_000);
  });

  it('begins again, and says so, when it cannot read what was packed', () => {
    const packed = playAdaptive(days).run.pack();
    packed[0] = 99;
    expect(adaptive(spec, packed)).toMatchObject({ isRestarted: true });
    expect(adaptive(spec, new Uint8Array(5))).toMatchObject({ isRestarted: true });
    expect(adaptive(spec, null)).toMatchObject({ isRestarted: false });
  });

  it('explains what it sees, expects, keeps spare and wants', () => {
    const { run } = playAdaptive(flat(60, 12));
    expect(run.want(aView(5)).text).toMatch(/^load 12, in 4 min 12 and a margin of [\d.]+: wants 1[3-5]$/);
    expect(run.want(aView(5)).reason).toBe('load-above-target');
    expect(run.want(aView(5)).figures?.['forecast']).toBeCloseTo(12, 1);
    expect(run.want(aView(5)).figures?.['margin']).toBeGreaterThan(0);
    expect(run.want(aView(40)).reason).toBe('load-below-target');
  });

  it('orders less spare for one minute that needs it than for as many as an instance serves at least', () => {
    const chance = seededChance(5);
    const noise = Array.from({ length: 2 * DAY + 27 }, () => 4 * chance());
    const orderFor = (minutes: number) => {
      const demand = noise.map((load, minute) => 15 + load + (minute % 60 >= 30 && minute % 60 < 30 + minutes ? 8 : 0));
      // What is ordered at 26 serves at 30.
      const { size, figures } = playAdaptive(demand).run.want(aView(16));
      const [forecast, margin] = [figures?.['forecast'] ?? 0, figures?.['margin'] ?? 0];
      return { forecast: Math.ceil(forecast), size, usual: Math.ceil(forecast + 0.9 * margin) };
    };
    const [long, short] = [orderFor(7), orderFor(1)];
    expect(long.size).toBe(long.usual);
    expect(short.size).toBeLessThan(short.usual);
    expect(short.size).toBeGreaterThanOrEqual(short.forecast);
  });

  it('keeps a tenth more of the margin than it counts on, and orders a tenth less', () => {
    const figures: Record<string, number>[] = [];
    const note = (after: PolicyRun): PolicyRun => {
      figures.push({ ...after.want(aView(1)).figures });
      return after;
    };
    const { run } = playAdaptive(
      busyDays(2).map((load) => load + 20),
      { swap: note },
    );
    const need = (share: number) => (each: Record<string, number> | undefined) =>
      (each?.['forecast'] ?? 0) + share * (each?.['margin'] ?? 0);
    expect(run.want(aView(500)).size).toBe(Math.ceil(Math.max(...figures.slice(-6).map(need(1.1)))));
    expect(run.want(aView(1)).size).toBeLessThanOrEqual(Math.ceil(need(0.9)(figures.at(-1))));
  });

  it('gives nothing back that serves the load there is, however surely it is to fall', () => {
    const demand = busyDays(10, 3);
    const { wanted } = playAdaptive(demand, { price: 20 });
    const given = wanted.flatMap((size, tick) => (size < (wanted[tick - 1] ?? 0) ? [{ tick, size }] : []));
    expect(given.length).toBeGreaterThan(50);
    expect(given.filter(({ tick, size }) => size < (demand[tick - 1] ?? 0))).toEqual([]);
  });

  it('does not turn round for a trifle twice within 45 minutes', () => {
    const { run } = playAdaptive(flat(60, 18));
    const minutesAgo = (minutes: number) => 60 * MINUTE_MS - minutes * MINUTE_MS;
    const turned = { nowMs: 60 * MINUTE_MS, lastIncreaseAtMs: minutesAgo(15) };
    const wanted = run.want(aView(30)).size;
    const sizeAt = (size: number, lastDecreaseMinutes: number) =>
      run.want({ ...aView(size), ...turned, lastDecreaseAtMs: minutesAgo(lastDecreaseMinutes) }).size;
    expect(sizeAt(wanted + 1, 20)).toBe(wanted + 1);
    expect(sizeAt(wanted + 10, 20)).toBe(wanted);
    expect(sizeAt(wanted + 1, 46)).toBe(wanted);
    // Going on in the same direction is no turn.
    expect(sizeAt(wanted + 1, 10)).toBe(wanted);
  });

  it('does not turn round for less than the minutes until a burst that it knows', () => {
    const demand = burstEachHour(40, 6);
    const turned = { ...aView(40), lastIncreaseAtMs: MINUTE_MS, lastDecreaseAtMs: 0 };
    const at = (minute: number) => playAdaptive(demand.slice(0, 2 * DAY + minute)).run;
    expect(at(10).want(turned).size).toBeLessThan(20);
    expect(at(20).want(turned)).toMatchObject({
      size: 40,
      text: expect.stringMatching(/keeps 40, 1\d is not worth another turn$/),
    });
    // Going on in the same direction costs no turn.
    expect(at(20).want({ ...turned, lastDecreaseAtMs: 2 * MINUTE_MS }).size).toBeLessThan(20);
  });

  it.each([6, 1])(
    'orders half of a burst of %i min that it knows a minute early when it more than doubles the size, for no increase may',
    (minutes) => {
      const demand = burstEachHour(60, minutes);
      const at = (tick: number, size: number) =>
        playAdaptive(demand.slice(0, 2 * DAY + tick + 1)).run.want(aView(size));
      // What is ordered at 26 serves at 30.
      const need = at(26, 18).size;
      expect(need).toBeGreaterThanOrEqual(60);
      expect(at(25, 18)).toMatchObject({
        size: Math.ceil(need / 2),
        reason: 'load-above-target',
        text: expect.stringMatching(/, 6\d(\.\d)? are needed 1 min later: wants 3\d$/),
      });
      expect(at(24, 18).size).toBeLessThanOrEqual(18);
      expect(at(25, 40).reason).not.toBe('load-above-target');
    },
  );

  it.each([6, 1])(
    'begins as many minutes early as a burst of %i min of many times the size takes increases',
    (minutes) => {
      const demand = burstEachHour(180, minutes);
      const at = (tick: number, size: number) =>
        playAdaptive(demand.slice(0, 2 * DAY + tick + 1)).run.want(aView(size));
      const sizes = [23, 24, 25, 26].map((tick) => at(tick, 18).size);
      const need = sizes[3] ?? 0;
      expect(need).toBeGreaterThanOrEqual(170);
      expect(sizes[2]).toBe(Math.ceil(need / 2));
      expect(sizes[1]).toBe(Math.ceil(need / 4));
      expect(sizes[0]).toBe(Math.ceil(need / 8));
      expect(at(22, 18).size).toBeLessThanOrEqual(18);
    },
  );

  it.each([2, 4, 10])('learns that launches take %i minutes, without being told', (bootTicks) => {
    const { run } = playAdaptive(days, { bootTicks });
    expect(run.want(aView(1)).text).toContain(`in ${bootTicks} min`);
  });

  it.each([2, 4, 10])(
    'cancels no launch, and drains none within six ticks of its being ready: boot of %i',
    (bootTicks) => {
      const { wanted, plant } = playAdaptive(busyDays(2, 5), { bootTicks });
      expect(plant.cancelled).toBe(0);
      const early = wanted.filter((size, tick) => {
        const risen = wanted.slice(Math.max(0, tick - bootTicks - 6), tick);
        // Once the boot time is known: what was launched so lately is still asked for.
        return tick > DAY && risen.some((since, at) => at > 0 && since > (risen[at - 1] ?? 0) && since > size);
      });
      expect(early).toEqual([]);
    },
  );
});
