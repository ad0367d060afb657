import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type PlantView, runPlant } from '../../../core/scaling/plant.ts';

/** A policy that asks for these sizes, tick by tick, and then keeps the last. */
const script =
  (...sizes: number[]) =>
  ({ tick }: PlantView): number =>
    sizes[Math.min(tick, sizes.length - 1)] ?? 0;

const flat = (ticks: number, load: number) => Array.from({ length: ticks }, () => load);

describe('runPlant', () => {
  it('starts with what the first tick needs', () => {
    expect([...runPlant([2.5, 2.5], script(3)).ready]).toEqual([3, 3]);
    expect([...runPlant([0, 0], script(1)).ready]).toEqual([1, 1]);
  });

  it('has a launch ready four ticks after the order, and bills it from the order on', () => {
    const { ready, billed, launches } = runPlant(flat(6, 2), script(5));
    expect([...ready]).toEqual([2, 2, 2, 2, 5, 5]);
    expect([...billed]).toEqual([5, 5, 5, 5, 5, 5]);
    expect(launches).toBe(3);
  });

  it('bills a drained instance for two more ticks', () => {
    const { ready, billed } = runPlant(flat(4, 3), script(3, 1));
    expect([...ready]).toEqual([3, 1, 1, 1]);
    expect([...billed]).toEqual([3, 3, 3, 1]);
  });

  it('cancels the newest launches before it drains anything', () => {
    const { ready, cancelled } = runPlant(flat(7, 2), script(3, 5, 4, 4, 4, 4, 4));
    expect(cancelled).toBe(1);
    expect([...ready]).toEqual([2, 2, 2, 2, 3, 4, 4]);
  });

  it('counts the launches that are drained within six ticks of becoming ready, the newest first', () => {
    const upAndDown = (ticksReady: number) => script(...flat(4 + ticksReady, 5), 2);
    expect(runPlant(flat(20, 2), upAndDown(6))).toMatchObject({ launches: 3, drainedSoon: 3 });
    expect(runPlant(flat(20, 2), upAndDown(7))).toMatchObject({ launches: 3, drainedSoon: 0 });
  });

  it('never drains below the min, whatever is asked', () => {
    expect([...runPlant(flat(3, 3), script(0), { min: 2 }).ready]).toEqual([2, 2, 2]);
  });

  it('counts what is not served', () => {
    const { totalUnserved, underProvisionedTicks } = runPlant([1, 3, 1.5, 1], script(1));
    expect(totalUnserved).toBe(2.5);
    expect(underProvisionedTicks).toBe(2);
  });

  it('tells a policy nothing of the tick it decides', () => {
    const views: PlantView[] = [];
    runPlant([1, 2, 3], (view) => {
      views.push(view);
      return view.ready;
    });
    expect(views.map(({ previous }) => previous?.demand ?? null)).toEqual([null, 1, 2]);
  });

  it('keeps to the size asked for: ready and pending are what the policy wanted, within bounds', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -3, max: 30 }), { minLength: 2, maxLength: 40 }), (sizes) => {
        const seen: number[] = [];
        const wanted = script(...sizes);
        runPlant(
          flat(sizes.length, 5),
          (view) => {
            seen.push(view.ready + view.pending);
            return wanted(view);
          },
          { min: 2, max: 20 },
        );
        expect(seen.slice(1)).toEqual(sizes.slice(0, -1).map((size) => Math.min(20, Math.max(2, size))));
      }),
    );
  });
});
