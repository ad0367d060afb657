import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Capacity, serveStep } from '../../../local/workload/serve-step.ts';

/** One instance serves 10 a second on one slot. */
const capacity = (targets: number, serving: number): Capacity => ({
  targets,
  serving,
  slotsPerInstance: 1,
  servedPerInstancePerSecond: 10,
});
const STEP_SECONDS = 10;

describe('serveStep', () => {
  it.each([
    {
      row: 'below capacity everything is served',
      targets: 4,
      serving: 4,
      arrivals: 300,
      backlog: 0,
      expected: { served: 300, backlog: 0 },
    },
    {
      row: 'above capacity the rest waits, if not for too long',
      targets: 4,
      serving: 4,
      arrivals: 500,
      backlog: 0,
      expected: { served: 400, backlog: 100, abandoned: 0 },
    },
    {
      row: 'what would wait for longer than 10 s is abandoned',
      targets: 4,
      serving: 4,
      arrivals: 900,
      backlog: 0,
      expected: { served: 400, backlog: 400, abandoned: 100 },
    },
    {
      row: 'those who wait are served first',
      targets: 4,
      serving: 4,
      arrivals: 100,
      backlog: 400,
      expected: { served: 400, backlog: 100 },
    },
    {
      row: 'a hung target loses its share',
      targets: 4,
      serving: 3,
      arrivals: 200,
      backlog: 0,
      expected: { served: 150, lost: 50, refused: 0 },
    },
    {
      row: 'without targets everything is refused',
      targets: 0,
      serving: 0,
      arrivals: 200,
      backlog: 0,
      expected: { served: 0, lost: 0, refused: 200 },
    },
    {
      row: 'when no target answers everything is lost',
      targets: 2,
      serving: 0,
      arrivals: 200,
      backlog: 0,
      expected: { served: 0, lost: 200, refused: 0 },
    },
    {
      row: 'when the last target hangs those who wait give up',
      targets: 2,
      serving: 0,
      arrivals: 0,
      backlog: 70,
      expected: { abandoned: 70, backlog: 0 },
    },
  ])('$row', ({ targets, serving, arrivals, backlog, expected }) => {
    expect(serveStep(capacity(targets, serving), arrivals, backlog, STEP_SECONDS)).toMatchObject(expected);
  });

  it('never lets a request vanish or wait for longer than anybody does', () => {
    const amount = fc.integer({ min: 0, max: 5000 });
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 30 }),
        fc.integer({ min: 0, max: 30 }),
        amount,
        amount,
        (serving, hung, arrivals, before) => {
          const step = serveStep(capacity(serving + hung, serving), arrivals, before, STEP_SECONDS);
          const accounted = step.served + step.refused + step.lost + step.abandoned + step.backlog;
          expect(accounted).toBeCloseTo(arrivals + before, 6);
          expect(step.backlog).toBeLessThanOrEqual(serving * 10 * 10 + 1e-9);
          for (const part of [step.served, step.refused, step.lost, step.abandoned])
            expect(part).toBeGreaterThanOrEqual(0);
        },
      ),
    );
  });

  it('keeps the latency within patience and service even where the load is as good as the capacity', () => {
    const step = serveStep(capacity(1, 1), 99.999, 0, STEP_SECONDS);
    expect(step.responseTime?.quantile(0.95)).toBeLessThan(10.4);
  });

  it('says how long a backlog takes as the latency above capacity', () => {
    const step = serveStep(capacity(4, 4), 600, 0, STEP_SECONDS);
    expect(step.responseTime?.quantile(0.95)).toBeCloseTo(5 - Math.log(0.05) / 10, 6);
  });
});
