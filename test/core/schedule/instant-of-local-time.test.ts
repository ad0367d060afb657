import { expect, it } from 'vitest';
import { instantOfWritten } from '../../../core/schedule/instant-of-local-time.ts';

it.each([
  ['2026-01-13T17:05', '2026-01-13T16:05:00Z'],
  ['2026-01-13T17:05:30', '2026-01-13T16:05:30Z'],
  ['2026-07-04 18:00', '2026-07-04T16:00:00Z'],
])('%s by a clock in Rome is an instant, to the second', (written, instant) => {
  expect(instantOfWritten(written, 'Europe/Rome')).toBe(Date.parse(instant));
});
