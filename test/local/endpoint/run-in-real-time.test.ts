import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../../../local/clock/virtual-clock.ts';
import { runInRealTime } from '../../../local/endpoint/run-in-real-time.ts';

describe('virtual time follows the clock of the machine', () => {
  /** A machine whose clock shows these instants, one a look, and that is stopped when they are over. */
  const machine = (...instants: readonly number[]) => {
    const left = [...instants];
    const ending = new AbortController();
    const now = (): number => {
      const instant = left.shift() ?? 0;
      if (left.length === 0) ending.abort();
      return instant;
    };
    return { now, signal: ending.signal };
  };

  it.each([
    { speed: 1, elapsed: 500, virtual: 500 },
    { speed: 60, elapsed: 500, virtual: 30_000 },
    { speed: 0.5, elapsed: 501, virtual: 250 },
  ])('$speed times as fast: $elapsed ms are $virtual ms', async ({ speed, elapsed, virtual }) => {
    const clock = new VirtualClock(1_000_000);
    await runInRealTime(clock, { speed, ...machine(7, 7 + elapsed / 2, 7 + elapsed) });
    expect(clock.nowMs).toBe(1_000_000 + virtual);
  });

  it('runs what became due on the way', async () => {
    const clock = new VirtualClock(0);
    const seen: number[] = [];
    clock.every(100, 100, () => seen.push(clock.nowMs));
    await runInRealTime(clock, { speed: 1, ...machine(0, 250, 350) });
    expect(seen).toEqual([100, 200, 300]);
  });

  it('ends with the error that ends the run', async () => {
    const clock = new VirtualClock(0);
    clock.at(10, () => {
      throw new Error('not modelled');
    });
    await expect(runInRealTime(clock, { speed: 1, ...machine(0, 50, 100) })).rejects.toThrow('not modelled');
  });
});
