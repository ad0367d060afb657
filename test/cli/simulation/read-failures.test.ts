import { describe, expect, it } from 'vitest';
import { readFailures } from '../../../cli/simulation/read-failures.ts';
import type { Rehearsal } from '../../../cli/simulation/rehearsal.ts';
import { createCloud } from '../../../local/cloud.ts';
import type { JournalKind } from '../../../local/kernel.ts';

const rehearsalWith = (kind: JournalKind, subject: string, detail: Readonly<Record<string, unknown>>): Rehearsal => {
  const cloud = createCloud({ seed: 1, startAtMs: 0 });
  cloud.journal.note(kind, subject, detail);
  return { cloud } as Rehearsal;
};

describe('what failed', () => {
  it.each([
    ['the role that was refused', { role: 'arn:r', resource: 'arn:t' }, 'denied: arn:r may not s:Do on arn:t'],
    [
      'the service that was refused, where it acts without a role',
      { service: 'events.amazonaws.com', resource: 'arn:f' },
      'denied: events.amazonaws.com may not s:Do on arn:f',
    ],
  ])('names %s', (_whom, detail, text) => {
    expect(readFailures(rehearsalWith('denied', 's:Do', detail))).toEqual([text]);
  });
});
