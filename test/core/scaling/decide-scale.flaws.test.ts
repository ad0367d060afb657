import { describe, expect, it } from 'vitest';
import type { LoadSample } from '../../../core/scaling/model.ts';
import { playDecisions, unservedBetween } from './play-decisions.ts';
import { seededChance } from './policies/adaptive/play-adaptive.ts';

const HOUR = 60;
const DAY = 24 * HOUR;

/** Some days of a load, give or take a twentieth. */
const noisy = (days: number, usual: (minute: number) => number): Float64Array => {
  const chance = seededChance(7);
  return Float64Array.from({ length: days * DAY }, (_, minute) => usual(minute) * (0.95 + 0.1 * chance()));
};

const least = (sizes: readonly number[], from: number, until: number): number => Math.min(...sizes.slice(from, until));

const total = (sizes: readonly number[]): number => sizes.reduce((sum, size) => sum + size, 0);

describe('decisions over data that are not what they seem', () => {
  it('hold the fleet through an hour in which the load was gone, and serve its return at once', () => {
    const out = 2 * DAY + 10 * HOUR;
    const load = noisy(3, (minute) => (minute >= out && minute < out + HOUR ? 0 : 20));
    const played = playDecisions(load);
    expect(least(played.sizes, out, out + HOUR)).toBeGreaterThanOrEqual(19);
    expect(unservedBetween(load, played, out + HOUR, out + 2 * HOUR)).toBeLessThan(20);
  });

  it('let go in an outage that lasts for hours', () => {
    const out = 2 * DAY + 10 * HOUR;
    const played = playDecisions(noisy(3, (minute) => (minute >= out ? 0 : 20)));
    expect(played.sizes.at(-1)).toBeLessThanOrEqual(3);
  });

  it('take the zeros of an outage for no season: on later days they decide much as if it had not been', () => {
    const out = 4 * DAY + 10 * HOUR;
    // Office hours, which they learn to see coming.
    const usually = (minute: number) => (minute % DAY >= 8 * HOUR && minute % DAY < 20 * HOUR ? 60 : 10);
    const load = (isOut: (minute: number) => boolean) => noisy(12, (minute) => (isOut(minute) ? 0 : usually(minute)));
    const usual = playDecisions(load(() => false));
    const played = playDecisions(load((minute) => minute >= out && minute < out + HOUR));
    for (const later of [out + DAY, out + 2 * DAY, out + 7 * DAY]) {
      const apart = played.sizes
        .slice(later - 30, later + 90)
        .map((size, at) => size - (usual.sizes[later - 30 + at] ?? 0));
      expect(Math.max(...apart.map(Math.abs))).toBeLessThanOrEqual(3);
    }
  });

  it('follow a launch from nothing', () => {
    const load = noisy(2, (minute) => (minute < DAY ? 0 : Math.min(40, (minute - DAY) / 2)));
    const played = playDecisions(load);
    expect(played.sizes[DAY - 1]).toBe(2);
    expect(unservedBetween(load, played, DAY, 2 * DAY)).toBeLessThan(60);
  });

  const zero = (sample: LoadSample): LoadSample => ({ ...sample, values: [0] });
  const absent = (sample: LoadSample): LoadSample => ({ ...sample, values: [null], healthyHosts: null });
  const unreadable = (sample: LoadSample): LoadSample => ({ ...sample, values: [Number.NaN] });

  it('shed nothing for zeros of a minute or two, and learn nothing from them', () => {
    const load = noisy(2, () => 20);
    const isSpurious = (minute: number) => minute % 97 > 94;
    const played = playDecisions(load, (sample, minute) => (isSpurious(minute) ? zero(sample) : sample));
    expect(least(played.sizes, DAY, 2 * DAY)).toBeGreaterThanOrEqual(20);
    const honest = playDecisions(load, (sample, minute) => (isSpurious(minute) ? absent(sample) : sample));
    expect(total(played.sizes)).toBe(total(honest.sizes));
  });

  it.each([
    ['are missing', absent],
    ['could not be read', unreadable],
  ])('shed nothing while minutes %s, however many, and go on after them', (_, harm) => {
    const gap = DAY + 10 * HOUR;
    const isGap = (minute: number) => minute >= gap && minute < gap + 3 * HOUR;
    // The load falls within the gap, so that whoever decreases there does so without having seen it.
    const load = noisy(2, (minute) => (minute < gap + HOUR ? 20 : 5));
    const played = playDecisions(load, (sample, minute) => (isGap(minute) ? harm(sample) : sample));
    expect(least(played.sizes, gap, gap + 3 * HOUR)).toBeGreaterThanOrEqual(20);
    expect(played.decisions[gap + HOUR]).toMatchObject({ action: 'hold' });
    expect(played.decisions[gap + HOUR]?.reason).toMatch(/^(no|stale)-data$/);
    expect(played.sizes.at(-1)).toBeLessThan(10);
  });

  it('cost little where every fifth minute is missing', () => {
    const load = noisy(3, (minute) => 20 - 10 * Math.cos((2 * Math.PI * minute) / DAY));
    const whole = playDecisions(load);
    const holes = playDecisions(load, (sample, minute) => (minute % 5 === 0 ? absent(sample) : sample));
    expect(total(holes.sizes)).toBeLessThan(1.15 * total(whole.sizes));
    expect(unservedBetween(load, holes, DAY, 3 * DAY)).toBeLessThan(unservedBetween(load, whole, DAY, 3 * DAY) + 50);
  });
});
