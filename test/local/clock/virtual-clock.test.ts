import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../../../local/clock/virtual-clock.ts';

const START_MS = 1000;

describe('the virtual clock', () => {
  it('runs what is queued in order of time, and ties in order of queueing', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 60 }), async (delays) => {
        const clock = new VirtualClock(START_MS);
        const ran: number[] = [];
        for (const [index, delayMs] of delays.entries()) clock.after(delayMs, () => ran.push(index));
        await clock.advance(20);
        const expected = delays.map((delayMs, index) => ({ delayMs, index }));
        expected.sort((a, b) => a.delayMs - b.delayMs || a.index - b.index);
        expect(ran).toEqual(expected.map(({ index }) => index));
      }),
    );
  });

  it('stands at the instant of an action while it runs, and at the end of the advance afterwards', async () => {
    const clock = new VirtualClock(START_MS);
    const seen: number[] = [];
    clock.at(1500, () => seen.push(clock.nowMs));
    clock.at(1700, () => seen.push(clock.nowMs));
    await clock.advanceTo(1600);
    expect([seen, clock.nowMs]).toEqual([[1500], 1600]);
    await clock.advance(400);
    expect([seen, clock.nowMs]).toEqual([[1500, 1700], 2000]);
  });

  it('runs what is due exactly at the end of an advance', async () => {
    const clock = new VirtualClock(START_MS);
    let hasRun = false;
    clock.after(10, () => {
      hasRun = true;
    });
    await clock.advance(10);
    expect(hasRun).toBe(true);
  });

  it('runs at the present instant what is queued for the past, after what was queued before', async () => {
    const clock = new VirtualClock(START_MS);
    const ran: string[] = [];
    clock.at(START_MS, () => ran.push('first'));
    clock.at(0, () => ran.push('late'));
    await clock.advance(0);
    expect(ran).toEqual(['first', 'late']);
    expect(clock.nowMs).toBe(START_MS);
  });

  it('never goes back', async () => {
    const clock = new VirtualClock(START_MS);
    await clock.advanceTo(0);
    expect(clock.nowMs).toBe(START_MS);
  });

  it('does not run what was cancelled, even by an action of the same instant', async () => {
    const clock = new VirtualClock(START_MS);
    const ran: string[] = [];
    const early = clock.after(5, () => ran.push('early'));
    clock.after(10, () => late.cancel());
    const late = clock.after(10, () => ran.push('late'));
    early.cancel();
    await clock.advance(20);
    expect(ran).toEqual([]);
  });

  it('repeats an action until it is cancelled', async () => {
    const clock = new VirtualClock(START_MS);
    const seen: number[] = [];
    const repeated = clock.every(60, 1030, () => seen.push(clock.nowMs));
    await clock.advanceTo(1160);
    repeated.cancel();
    await clock.advanceTo(2000);
    expect(seen).toEqual([1030, 1090, 1150]);
  });

  it('lets asynchronous work finish at its instant before it goes on', async () => {
    const clock = new VirtualClock(START_MS);
    const seen: string[] = [];
    clock.after(1, async () => {
      for (let step = 0; step < 50; step++) await null;
      await new Promise<void>((resolve) => process.nextTick(resolve));
      seen.push(`work at ${clock.nowMs}`);
    });
    clock.after(2, () => seen.push(`next at ${clock.nowMs}`));
    await clock.advance(5);
    expect(seen).toEqual(['work at 1001', 'next at 1002']);
  });

  it('goes on while work waits for a later virtual instant', async () => {
    const clock = new VirtualClock(START_MS);
    const seen: number[] = [];
    clock.after(1, async () => {
      await new Promise<void>((resolve) => clock.after(10, async () => resolve()));
      seen.push(clock.nowMs);
    });
    await clock.advance(100);
    expect(seen).toEqual([1011]);
  });

  it('lets work finish before time moves on, even if the action that began it did not return its promise', async () => {
    const clock = new VirtualClock(START_MS);
    const seen: number[] = [];
    const begin = async (): Promise<void> => {
      await null;
      seen.push(clock.nowMs);
      clock.after(0, () => seen.push(clock.nowMs));
    };
    clock.after(1, () => {
      void begin();
    });
    clock.after(2, () => seen.push(clock.nowMs));
    await clock.advance(5);
    expect(seen).toEqual([1001, 1001, 1002]);
  });

  it('runs what actions queue for the same instant within the same advance', async () => {
    const clock = new VirtualClock(START_MS);
    const seen: number[] = [];
    clock.after(1, () => clock.after(0, () => seen.push(clock.nowMs)));
    await clock.advance(1);
    expect(seen).toEqual([1001]);
  });

  it.each([
    [
      'throws',
      () => {
        throw new Error('broken');
      },
    ],
    ['rejects', () => Promise.reject(new Error('broken'))],
  ])('ends the run when an action %s, and what is left can still be run', async (_how, action) => {
    const clock = new VirtualClock(START_MS);
    let hasRun = false;
    clock.after(1, action);
    clock.after(2, () => {
      hasRun = true;
    });
    await expect(clock.advance(10)).rejects.toThrow('broken');
    expect([clock.nowMs, hasRun]).toEqual([1001, false]);
    await clock.advance(10);
    expect(hasRun).toBe(true);
  });

  it('ends the run with the first failure that was handed to it, wherever it came from', async () => {
    const clock = new VirtualClock(START_MS);
    clock.fail(new Error('first'));
    clock.fail(new Error('second'));
    await expect(clock.advance(0)).rejects.toThrow('first');
    await clock.advance(0);
  });

  it('tells an instant that never comes to its end', async () => {
    const clock = new VirtualClock(START_MS);
    const again = (): void => {
      clock.after(0, again);
    };
    clock.after(1, again);
    await expect(clock.advance(10)).rejects.toThrow('time stands still at 1970-01-01T00:00:01.001Z');
  });
});
