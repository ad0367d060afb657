import { describe, expect, it } from 'vitest';
import { cutTrace } from '../../../cli/trace/cut-trace.ts';
import type { Trace } from '../../../cli/trace/trace.ts';

const startMs = Date.parse('2026-01-05T00:00:00Z');
const trace: Trace = { name: 't.csv', startMs, requests: Array.from({ length: 180 }, (_, minute) => minute) };

describe('a part of a trace', () => {
  it('begins where it was asked to and is as long as it was asked to be', () => {
    const part = cutTrace(trace, startMs + 3_600_000, 1);
    expect([part.startMs, part.requests.length, part.requests[0]]).toEqual([startMs + 3_600_000, 60, 60]);
  });

  it.each([
    { when: 'it begins before the trace', fromMs: startMs - 60_000, hours: 1 },
    { when: 'it ends after the trace', fromMs: startMs, hours: 4 },
    { when: 'it begins after the trace, so that nothing is left of it', fromMs: startMs + 10 * 3_600_000, hours: -7 },
  ])('is refused, with both spans, when $when', ({ fromMs, hours }) => {
    expect(() => cutTrace(trace, fromMs, hours)).toThrow(
      /^t\.csv: found minutes from 2026-01-05T00:00:00.000Z to 2026-01-05T03:00:00.000Z, asked for /,
    );
  });
});
