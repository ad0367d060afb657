import { describe, expect, it } from 'vitest';
import { explainLines } from '../../../cli/explain/explain-lines.ts';
import type { Explained } from '../../../cli/explain/explained.ts';
import type { RecordedDecision, RecordedOutcome } from '../../../functions/ports/decision-trail.ts';

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
    subject: { kind: 'scale', id: 'web' },
    timeZone: null,
    atMs: AT_MS,
    decision: aDecision(),
    next: null,
    lastStart: null,
    switchNow: null,
    outcomes: [],
    ...changes,
  });

describe('explainLines', () => {
  it('tells what was decided, from what, what was wanted, forecast and margin, what limited it, and what came of it', () => {
    expect(linesOf({ outcomes: [{ version: 7, outcome: 'settled', atMs: AT_MS + 185_000 }] })).toEqual([
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
        '  asked for 2026-01-13T16:35:00.000Z, 30 min 00 s later: a hold is recorded when its reason changes, and once an hour; seen then:',
      ],
    ],
    [
      'after the end',
      90 * 60_000,
      [
        '  asked for 2026-01-13T17:35:00.000Z, 1 h 30 min later: nothing was recorded since, though something is at least once an hour; seen then:',
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

  it.each<[string, Explained['switchNow'], string[]]>([
    ['of a simulation', null, []],
    ['that is as it was', 'on', []],
    ['that is off by now', 'off', ['  switch    now off: nothing is decided or recorded while it is']],
    ['that is at dry-run by now', 'dry-run', ['  switch    now dry-run']],
    [
      'that says no mode',
      { unknown: 'onn' },
      [
        '  switch    now "onn", which is no mode and counts as off: nothing is decided or recorded until it is on, dry-run or off',
      ],
    ],
  ])('tells what has become of a switch %s', (_, switchNow, told) => {
    expect(linesOf({ switchNow }).filter((line) => line.startsWith('  switch'))).toEqual(told);
  });

  it.each<[string, readonly RecordedOutcome[], Partial<Explained>, string]>([
    [
      'what came of it',
      [{ version: 7, outcome: 'not-healthy', atMs: AT_MS + 180_000 }],
      {},
      'it ended as not-healthy 10 min 00 s later',
    ],
    ['that it ended, though not when', [{ version: 7, outcome: 'replaced', atMs: null }], {}, 'it ended as replaced'],
    ['that it has not ended', [], {}, 'what came of it is not known yet'],
    ['that its end was not kept', [], { next: later }, 'what came of it is not known'],
  ])(
    'tells beside a hold what acted last, how long before the instant asked for, and %s',
    (_, outcomes, changes, end) => {
      const lastStart = { ...aDecision({ atMs: AT_MS - 7 * 60_000 }), outcomes };
      expect(linesOf({ decision: holding, lastStart, atMs: AT_MS + 2 * 3_600_000, ...changes }).at(-1)).toBe(
        `  acted at  2026-01-13T15:58:00.000Z, 2 h 07 min before: scale (load-above-target): Scale out from 10 to 20; ${end}`,
      );
    },
  );

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
      { next: later },
      'not kept; 1 min 00 s later the group was at 18, 15 in service',
    ],
    [
      'two attempts',
      {
        outcomes: [
          { version: 7, outcome: 'no-capacity', atMs: AT_MS + 300_000 },
          { version: 7, outcome: 'settled', atMs: AT_MS + 600_000 },
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

  it('tells why an environment was woken, and when', () => {
    const decision = aDecision({
      action: 'wake',
      reason: 'schedule-starts',
      text: 'the schedule starts it: waking, epoch 9, attempt 1',
      inputs: {
        phase: 'asleep',
        override: null,
        wanted: 'awake',
        wantedBecause: 'the schedule starts it',
        lastEvaluatedAt: '2026-01-13T15:00:00.000Z',
        nextEdgeAt: null,
        startedEpoch: 9,
        forecasts: {
          'staging-web': { size: 6, text: 'up to 5 in the next 30 min on other days, and a margin of 0.8' },
        },
      },
    });
    const subject = { kind: 'environment', id: 'staging' } as const;
    const outcomes = [{ version: 9, outcome: 'awake', atMs: AT_MS + 65_000 }];
    expect(linesOf({ subject, decision, outcomes, atMs: AT_MS + 2 * 3_600_000 })).toEqual([
      'environment staging, decided at 2026-01-13T16:05:00.000Z, switch on',
      '  asked for 2026-01-13T18:05:00.000Z, 2 h later: an environment is looked at when its schedule or an execution calls for it; seen then:',
      '  decision  wake (schedule-starts)',
      '  in words  the schedule starts it: waking, epoch 9, attempt 1',
      '  inputs    it was asleep; override by hand: none',
      '  want      awake: the schedule starts it',
      '  forecast  staging-web with at least 6, or what was saved: up to 5 in the next 30 min on other days, and a margin of 0.8',
      '  looked at before this 2026-01-13T15:00:00.000Z; next edge of its schedule: never',
      '  outcome   awake 1 min 05 s later',
    ]);
  });

  const UNASKED = 'no edge of the schedule since 2026-01-13T15:55:00.000Z';

  it.each<{ when: string; phase: string; override?: string; change: Partial<Explained>; want: string }>([
    {
      when: 'its attempts to wake are exhausted',
      phase: 'blocked',
      change: { lastStart: { ...aDecision({ action: 'wake' }), outcomes: [] } },
      want: `awake, as attempt 8 was to have it; ${UNASKED}`,
    },
    {
      when: 'it is still put to sleep',
      phase: 'falling-asleep',
      change: { lastStart: { ...aDecision({ action: 'sleep' }), outcomes: [] } },
      want: `asleep, as attempt 8 was to have it; ${UNASKED}`,
    },
    {
      when: 'another attempt to wake it starts',
      phase: 'blocked',
      change: { decision: aDecision({ action: 'wake', reason: 'retry', inputs: { startedEpoch: 9 } }) },
      want: `awake, as attempt 8 was to have it; ${UNASKED}`,
    },
    {
      when: 'it woke long ago',
      phase: 'awake',
      change: { lastStart: { ...aDecision({ action: 'wake' }), outcomes: [] } },
      want: `nothing: ${UNASKED}`,
    },
    {
      when: 'a person holds it back',
      phase: 'blocked',
      override: 'hold',
      change: { lastStart: { ...aDecision({ action: 'wake' }), outcomes: [] } },
      want: `nothing: ${UNASKED}`,
    },
    { when: 'nobody knows what it was to be', phase: 'blocked', change: {}, want: `nothing: ${UNASKED}` },
  ])('tells what is wanted of an environment when $when', ({ phase, override = null, change, want }) => {
    const { decision = aDecision({ action: 'blocked', inputs: {} }) } = change;
    const inputs = {
      ...decision.inputs,
      phase,
      attempt: 8,
      override,
      wanted: null,
      wantedBecause: UNASKED,
      lastEvaluatedAt: '2026-01-13T15:55:00.000Z',
      nextEdgeAt: null,
    };
    const subject = { kind: 'environment', id: 'staging' } as const;
    expect(linesOf({ subject, ...change, decision: { ...decision, inputs } })).toContain(`  want      ${want}`);
  });

  it('tells why an instance was replaced, and what came of it where only that is known', () => {
    const [first, second] = ['i-1', 'i-2'].map((instanceId) => ({
      instanceId,
      zone: 'eu-west-1a',
      since: '2026-01-13T16:04:00.000Z',
      evidence: 'it hangs',
    }));
    const inputs = {
      desired: 9,
      inService: 8,
      bad: [first, second],
      badCount: 3,
      replacedLastHour: 1,
      startedEpoch: 5,
    };
    const decision = aDecision({ action: 'replace', reason: 'target-unhealthy', text: 'i-1 hangs', inputs });
    const outcomes = [{ version: 5, outcome: 'replaced', atMs: null }];
    expect(linesOf({ subject: { kind: 'heal', id: 'web' }, decision, outcomes })).toEqual([
      'health of tier web, decided at 2026-01-13T16:05:00.000Z, switch on',
      '  decision  replace (target-unhealthy)',
      '  in words  i-1 hangs',
      '  inputs    group at 9, 8 in service, 3 of them bad; 1 replacement in the hour before',
      '  bad       i-1 in eu-west-1a since 2026-01-13T16:04:00.000Z: it hangs',
      '            i-2 in eu-west-1a since 2026-01-13T16:04:00.000Z: it hangs',
      '            and 1 other',
      '  outcome   replaced',
    ]);
  });

  it.each(['environment', 'heal'] as const)(
    'shows the words of a record of kind %s whose inputs it does not know',
    (kind) => {
      const lines = linesOf({ subject: { kind, id: 'web' }, decision: aDecision({ inputs: { mode: 'on' } }) });
      expect(lines.slice(2)).toEqual([
        '  in words  Scale out from 10 to 20.',
        '  inputs    recorded in a form that this version does not know',
        '  outcome   nothing was started',
      ]);
    },
  );
});
