import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { adaptive } from '../../../../../core/scaling/policies/adaptive/adaptive.ts';
import type { PolicyRun, Tick } from '../../../../../core/scaling/policy.ts';
import { MINUTE_MS, seededChance } from './play-adaptive.ts';

/** More than memories are cut from one buffer. */
const MINUTES = 50;

/** Some minutes of a load of its own for each seed. */
function minutesOf(seed: number): Tick[] {
  const chance = seededChance(seed);
  return Array.from({ length: MINUTES }, (_, minute) => ({
    minuteMs: minute * MINUTE_MS,
    load: 10 + 20 * chance(),
    isComplete: true,
    ready: 20,
    size: 20 + minute,
  }));
}

const begin = (): PolicyRun => adaptive({ type: 'adaptive', unservedPrice: 100 }, null).run;
/** By their digest, for a difference of thousands of bytes takes minutes to print. */
const bytesOf = (run: PolicyRun): string => createHash('sha256').update(run.pack()).digest('hex');

/** What a policy that is alone has packed after each minute. */
function packedAlone(ticks: readonly Tick[]): string[] {
  let run = begin();
  return ticks.map((tick) => {
    run = run.observe(tick);
    return bytesOf(run);
  });
}

/** The tick, told in the course of something else: `meanwhile` runs as soon as the policy looks at how many are ready, which is after it has begun its memory of the minute. */
const interrupted = (tick: Tick, meanwhile: () => void): Tick => ({
  ...tick,
  get ready() {
    meanwhile();
    return tick.ready;
  },
});

describe('the buffers that memories share', () => {
  const [one, other] = [minutesOf(1), minutesOf(2)];

  it('keep everything that was packed as it was, whatever comes after it', () => {
    let run = begin();
    const runs = one.map((tick) => {
      run = run.observe(tick);
      return run;
    });
    expect(runs.map(bytesOf)).toEqual(packedAlone(one));
  });

  it('let two policies that are told by turns be as each is alone', () => {
    let runs = [begin(), begin()];
    const packed = one.map((tick, minute) => {
      runs = runs.map((run, at) => run.observe(at === 0 ? tick : (other[minute] ?? tick)));
      return runs.map(bytesOf);
    });
    const alone = packedAlone(other);
    expect(packed).toEqual(packedAlone(one).map((bytes, minute) => [bytes, alone[minute]]));
  });

  it('let a policy be told while another is in the midst of its minute', () => {
    let [outer, inner] = [begin(), begin()];
    for (const [minute, tick] of one.entries()) {
      const innerTick = other[minute] ?? tick;
      outer = outer.observe(interrupted(tick, () => (inner = inner.observe(innerTick))));
    }
    expect(bytesOf(outer)).toEqual(packedAlone(one).at(-1));
    expect(bytesOf(inner)).toEqual(packedAlone(other).at(-1));
  });

  it('show nothing of a minute that broke off, neither in the run it was told to nor in the next one', () => {
    let run = begin();
    const broken = () => {
      throw new Error('broken off');
    };
    for (const [minute, tick] of one.entries()) {
      const before = bytesOf(run);
      expect(() => run.observe(interrupted(other[minute] ?? tick, broken))).toThrow('broken off');
      expect(bytesOf(run)).toEqual(before);
      run = run.observe(tick);
    }
    expect(bytesOf(run)).toEqual(packedAlone(one).at(-1));
  });
});
