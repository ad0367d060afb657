import { describe, expect, it } from 'vitest';
import { type Explained, explainLines } from '../../../cli/explain/explain-lines.ts';
import type { RecordedDecision } from '../../../functions/ports/decision-trail.ts';

const AT_MS = Date.parse('2026-01-13T16:05:00.000Z');

const aDecision = (changes: Partial<RecordedDecision> = {}): RecordedDecision => ({
  atMs: AT_MS,
  action: 'scale',
  reason: 'load-above-target',
  text: 'Scale out from 10 to 20.',
  mode: 'on',
  inputs: {
    load: 18.25,
    desired: 10,
    ready: 9,
    pending: 1,
    current: 10,
    fedMinutes: 1,
    want: 26,
    wantReason: 'load-above-target',
    rails: [
      { rail: 'bounds', size: 24, text: 'max is 24' },
      { rail: 'step-limit', size: 20, text: 'one step up ends at 20' },
    ],
    figures: { forecast: 21.5, margin: 4.5 },
    targetVersion: 7,
    attempt: 1,
  },
  ...changes,
});

const linesOf = (changes: Partial<Explained> = {}): string[] =>
  explainLines({
    tierId: 'web',
    timeZone: null,
    atMs: AT_MS,
    decision: aDecision(),
    next: null,
    outcomes: [],
    ...changes,
  });

describe('explainLines', () => {
  it('tells what was decided, from what, what was wanted, forecast and margin, what limited it, and what came of it', () => {
    expect(linesOf({ outcomes: [{ targetVersion: 7, outcome: 'settled', atMs: AT_MS + 185_000 }] })).toEqual([
      'tier web, decided at 2026-01-13T16:05:00.000Z, switch on',
      '  decision  scale (load-above-target)',
      '  in words  Scale out from 10 to 20.',
      '  inputs    load of 18.3 instances; group at 10, 9 in service, 1 pending; size last asked for 10; new minutes 1',
      '  want      26 (load-above-target)',
      '  forecast  21.50',
      '  margin    4.50',
      '  rails     bounds left 24: max is 24',
      '            step-limit left 20: one step up ends at 20',
      '  outcome   settled 3 min 05 s later',
    ]);
  });

  it.each([
    ['the very sweep', 59_000, []],
    [
      'a hold that was not news',
      30 * 60_000,
      [
        '  asked for 2026-01-13T16:35:00.000Z, 30 min later: a hold is recorded when its reason changes, and once an hour',
      ],
    ],
    [
      'after the end',
      90 * 60_000,
      [
        '  asked for 2026-01-13T17:35:00.000Z, 1 h 30 min later: nothing was recorded since, though something is at least once an hour',
      ],
    ],
  ])('tells how old the record is: %s', (_, laterMs, told) => {
    expect(linesOf({ atMs: AT_MS + laterMs }).filter((line) => line.startsWith('  asked for'))).toEqual(told);
  });

  it('tells the event that a decision is made for', () => {
    const event = {
      name: 'derby',
      size: 30,
      start: '2026-01-13T16:10:00.000Z',
      end: '2026-01-13T17:00:00.000Z',
      bootMinutes: 4,
    };
    expect(linesOf({ decision: aDecision({ inputs: { ...aDecision().inputs, event } }) })).toContain(
      '  event     derby, from 2026-01-13T16:10:00.000Z to 2026-01-13T17:00:00.000Z: at least 30, ordered 4 min before',
    );
  });

  it('has the local time beside every instant', () => {
    const timeZone = 'Asia/Kolkata';
    const text = linesOf({ timeZone, decision: holding, next: later, atMs: AT_MS + 60_000 }).join('\n');
    expect(text.match(/\d{4}-\d\d-\d\dT[\d:.]+Z/g)).toHaveLength(3);
    expect(text.match(/Z \(Tue 13 Jan 21:3[56]:00 in Asia\/Kolkata\)/g)).toHaveLength(3);
  });

  const holding = { ...aDecision(), action: 'hold', reason: 'on-target', inputs: { want: 10, desired: 10 } };
  const later = aDecision({ atMs: AT_MS + 60_000, inputs: { desired: 18, ready: 15 } });

  it.each<[string, Partial<Explained>, string]>([
    ['a hold that nothing followed', { decision: holding }, 'nothing was started'],
    [
      'a hold',
      { decision: holding, next: later },
      'nothing was started; the next record is scale (load-above-target) at 2026-01-13T16:06:00.000Z',
    ],
    ['an execution that runs', {}, 'not known yet'],
    [
      'an outcome that was overwritten',
      { next: later, outcomes: [{ targetVersion: 8, outcome: 'settled', atMs: AT_MS + 90_000 }] },
      'not kept; 1 min 00 s later the group was at 18, 15 in service',
    ],
    [
      'two attempts',
      {
        outcomes: [
          { targetVersion: 7, outcome: 'no-capacity', atMs: AT_MS + 300_000 },
          { targetVersion: 7, outcome: 'settled', atMs: AT_MS + 600_000 },
        ],
      },
      'no-capacity 5 min 00 s later, then settled 10 min 00 s later',
    ],
  ])('tells the outcome of %s', (_, changes, expected) => {
    expect(linesOf(changes).at(-1)).toBe(`  outcome   ${expected}`);
  });

  it('tells what the shadow wanted', () => {
    const shadow = { policy: 'hpa', size: 12, text: 'HPA at 60 % wants 12' };
    expect(linesOf({ decision: aDecision({ inputs: { shadow } }) })).toContain(
      '  shadow    hpa, without effect: HPA at 60 % wants 12',
    );
  });

  it('says that a policy made no forecast and that no rail bound', () => {
    const lines = linesOf({ decision: holding });
    expect(lines).toContain('  forecast  none: the policy made none');
    expect(lines).toContain('  rails     none bound');
  });

  it('shows the words of a record whose inputs it does not know', () => {
    const lines = linesOf({ decision: aDecision({ inputs: { want: 'many' } }) });
    expect(lines).toContain('  in words  Scale out from 10 to 20.');
    expect(lines).toContain('  inputs    recorded in a form that this version does not know');
  });
});
