import { describe, expect, it } from 'vitest';
import { brokenInvariants } from '../../../cli/simulation/broken-invariants.ts';
import type { Rehearsal } from '../../../cli/simulation/rehearsal.ts';
import { createCloud } from '../../../local/cloud.ts';
import type { JournalKind } from '../../../local/kernel.ts';
import { aTier } from '../../fakes/builders.ts';
import { aMinute } from '../report/builders.ts';

const rehearsalWith = (kind: JournalKind, subject: string, detail: Readonly<Record<string, unknown>>): Rehearsal => {
  const cloud = createCloud({ seed: 1, startAtMs: 0 });
  cloud.journal.note(kind, subject, detail);
  return { cloud } as Rehearsal;
};

describe('what must not have happened', () => {
  it.each([
    ['the role that was refused', { role: 'arn:r', resource: 'arn:t' }, 'denied: arn:r may not s:Do on arn:t'],
    [
      'the service that was refused, where it acts without a role',
      { service: 'events.amazonaws.com', resource: 'arn:f' },
      'denied: events.amazonaws.com may not s:Do on arn:f',
    ],
  ])('names %s', (_whom, detail, text) => {
    expect(brokenInvariants(rehearsalWith('denied', 's:Do', detail), aTier(), [])).toEqual([text]);
  });

  it('names the first minute of a size out of bounds', () => {
    const rehearsal = rehearsalWith('log', 'f', {});
    const series = [aMinute(0, { desired: 5 }), aMinute(1, { desired: 11 }), aMinute(2, { desired: 12 })];
    expect(brokenInvariants(rehearsal, aTier({ min: 2, max: 10 }), series)).toEqual([
      'S1: tier web was set to 11 at 2026-01-12T23:01:00.000Z, allowed are 2 to 10',
    ]);
  });
});
