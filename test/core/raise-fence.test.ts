import fc from 'fast-check';
import { expect, it } from 'vitest';
import { raiseFence } from '../../core/raise-fence.ts';

const NOW_MS = Date.parse('2026-01-05T10:00:00.900Z');
const NOW_S = Date.parse('2026-01-05T10:00:00Z') / 1000;

it.each([
  { when: 'the item is new', version: 0, raised: NOW_S },
  { when: 'the item counts by the clock', version: NOW_S - 60, raised: NOW_S },
  { when: 'it was raised within the same second', version: NOW_S, raised: NOW_S + 1 },
  { when: 'the clock was ahead', version: NOW_S + 500, raised: NOW_S + 501 },
])('when $when, the next version is $raised', ({ version, raised }) => {
  expect(raiseFence(version, NOW_MS)).toBe(raised);
});

it('an item that is set back to any version that it had never repeats a later one', () => {
  const pausesMs = fc.array(fc.integer({ min: 1_000, max: 10 ** 7 }), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(pausesMs, fc.nat(), fc.integer({ min: 1_000, max: 10 ** 7 }), (pauses, pick, pauseMs) => {
      const used = [0];
      let nowMs = NOW_MS;
      for (const pause of pauses) {
        nowMs += pause;
        used.push(raiseFence(used.at(-1) ?? 0, nowMs));
      }
      const restored = used[pick % used.length] ?? 0;
      expect(used).not.toContain(raiseFence(restored, nowMs + pauseMs));
    }),
  );
});
