import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Mode } from '../../../core/blueprint/model.ts';
import { decideHeal, healingStartSeconds, newHealingState } from '../../../core/healing/decide-heal.ts';
import type { HealInput, HealingState, HealResult, MemberHealth } from '../../../core/healing/model.ts';

const nowMs = Date.parse('2026-01-06T11:00:00Z');
const minuteMs = 60_000;

const member = (index: number, changes: Partial<MemberHealth> = {}): MemberHealth => ({
  instanceId: `i-${index}`,
  zone: `eu-south-1${'abc'[index % 3]}`,
  lifecycleState: 'InService',
  isHealthyToGroup: true,
  statusChecks: 'ok',
  targetHealth: 'healthy',
  targetReason: null,
  isProtectedFromScaleIn: false,
  launchedAtMs: nowMs - 60 * minuteMs,
  ...changes,
});

const hung = { targetHealth: 'unhealthy', targetReason: 'Target.FailedHealthChecks' } as const;

/** A tier of so many members, of which the first are bad. */
const tierOf = (size: number, bad: number, changes: Partial<MemberHealth> = hung): MemberHealth[] =>
  Array.from({ length: size }, (_, index) => member(index, index < bad ? changes : {}));

/** The members with these indexes have been bad for two minutes. */
const badFor = (count: number, sinceMs = nowMs - 2 * minuteMs): Partial<HealingState> => ({
  badSinceMs: Object.fromEntries(Array.from({ length: count }, (_, index) => [`i-${index}`, sinceMs])),
});

const decide = (
  members: readonly MemberHealth[],
  state: Partial<HealingState> = {},
  changes: Partial<Omit<HealInput, 'members' | 'state'>> = {},
): HealResult =>
  decideHeal({
    tierId: 'web',
    group: 'web-group',
    policy: { unhealthySeconds: 60, replacementsPerHour: 6 },
    warmUpSeconds: 180,
    desired: members.length,
    isOwned: true,
    isProtected: false,
    isSuspended: false,
    mode: 'on',
    nowMs,
    ...changes,
    members,
    targetGroupArns: ['arn-of-targets'],
    state: { ...newHealingState('web'), ...state },
  });

describe('decideHeal', () => {
  it.each([1, 2, 3, 6])('replaces one bad instance in a tier of %i', (size) => {
    expect(decide(tierOf(size, 1), badFor(1)).decision).toMatchObject({
      action: 'replace',
      instanceId: 'i-0',
      zone: 'eu-south-1a',
      reason: 'target-unhealthy',
      evidence: 'the target group finds it unhealthy (Target.FailedHealthChecks)',
    });
  });

  it.each([
    { what: 'its status checks are impaired', changes: { statusChecks: 'impaired' }, reason: 'status-impaired' },
    { what: 'the target group finds it unhealthy', changes: hung, reason: 'target-unhealthy' },
    { what: 'the group finds it unhealthy', changes: { isHealthyToGroup: false }, reason: 'group-unhealthy' },
  ] as const)('replaces a member when $what', ({ changes, reason }) => {
    expect(decide(tierOf(6, 1, changes), badFor(1)).decision).toMatchObject({ action: 'replace', reason });
  });

  it.each([
    { what: 'still initial at the target group', changes: { targetHealth: 'initial', isHealthyToGroup: false } },
    { what: 'draining', changes: { targetHealth: 'draining', statusChecks: 'impaired' } },
    { what: 'pending', changes: { ...hung, lifecycleState: 'Pending' } },
    { what: 'terminating', changes: { ...hung, lifecycleState: 'Terminating' } },
    { what: 'initializing its status checks', changes: { ...hung, statusChecks: 'initializing' } },
    { what: 'unknown to the target group', changes: { targetHealth: 'unknown' } },
    { what: 'unknown to EC2', changes: { statusChecks: 'unknown' } },
    { what: 'unused by any load balancer', changes: { targetHealth: 'unused' } },
  ] as const)('leaves a member alone that is $what', ({ changes }) => {
    expect(decide(tierOf(3, 1, changes), badFor(1)).decision).toMatchObject({ action: 'hold', reason: 'healthy' });
  });

  it.each([
    { when: 'before its warm-up is over', ageSeconds: 179, reason: 'healthy' },
    { when: 'in the minute that a load balancer may take to notice it', ageSeconds: 239, reason: 'healthy' },
    { when: 'after that', ageSeconds: 240, reason: 'target-unhealthy' },
  ])('answers $reason for a new instance that its target group finds unhealthy $when', ({ ageSeconds, reason }) => {
    const young = tierOf(3, 1, { ...hung, launchedAtMs: nowMs - ageSeconds * 1000 });
    expect(decide(young, badFor(1)).decision.reason).toBe(reason);
  });

  it('knows nothing against an instance of unknown age', () => {
    const { decision } = decide(tierOf(3, 1, { ...hung, launchedAtMs: null }), badFor(1));
    expect(decision.reason).toBe('healthy');
  });

  it('has something to store when it first looks, when something is bad and an hour later, and else nothing', () => {
    const first = decide(tierOf(3, 0));
    const again = decide(tierOf(3, 0), first.next, { nowMs: nowMs + minuteMs });
    const bad = decide(tierOf(3, 1), again.next, { nowMs: nowMs + 2 * minuteMs });
    const hourly = decide(tierOf(3, 0), first.next, { nowMs: nowMs + 60 * minuteMs });
    expect([first, again, bad, hourly].map(({ isChanged }) => isChanged)).toEqual([true, false, true, true]);
  });

  it('counts the time from when a member was first seen bad, and anew after it recovered', () => {
    const first = decide(tierOf(3, 1));
    const early = decide(tierOf(3, 1), first.next, { nowMs: nowMs + 59_999 });
    const ripe = decide(tierOf(3, 1), early.next, { nowMs: nowMs + 60_000 });
    const recovered = decide(tierOf(3, 0), early.next, { nowMs: nowMs + 60_000 });
    const again = decide(tierOf(3, 1), recovered.next, { nowMs: nowMs + 90_000 });
    expect([first, early, ripe, recovered, again].map(({ decision }) => decision.reason)).toEqual([
      'observing',
      'observing',
      'target-unhealthy',
      'healthy',
      'observing',
    ]);
  });

  it('replaces the longest bad one first', () => {
    const badSinceMs = { 'i-0': nowMs - 2 * minuteMs, 'i-1': nowMs - 5 * minuteMs };
    expect(decide(tierOf(10, 2), { badSinceMs }).decision).toMatchObject({ instanceId: 'i-1' });
  });

  it('raises the epoch, which it records, sets the lease and remembers the replacement', () => {
    const { next, inputs } = decide(tierOf(6, 1), { ...badFor(1), epoch: 4, revision: 7 });
    expect(inputs).toMatchObject({ startedEpoch: nowMs / 1000 });
    expect(next).toMatchObject({
      revision: 7,
      epoch: nowMs / 1000,
      leaseUntilMs: nowMs + healingStartSeconds * 1000,
      attempts: { 'i-0': 1 },
      replacedAtMs: [nowMs],
    });
  });

  it.each([
    { reason: 'not-owned', changes: { isOwned: false } },
    { reason: 'protected', changes: { isProtected: true } },
    { reason: 'asleep', changes: { isSuspended: true } },
    { reason: 'dry-run', changes: { mode: 'dry-run' as Mode } },
    { reason: 'switched-off', changes: { mode: 'off' as Mode } },
  ])('holds as $reason', ({ reason, changes }) => {
    const { decision, next, inputs } = decide(tierOf(6, 1), { ...badFor(1), epoch: 4 }, changes);
    expect(inputs).not.toHaveProperty('startedEpoch');
    expect(decision).toMatchObject({ action: 'hold', reason });
    expect(next).toMatchObject({ epoch: 4, leaseUntilMs: null, replacedAtMs: [] });
  });

  it('holds as protected when the only bad member is protected from scale-in', () => {
    const members = tierOf(6, 1, { ...hung, isProtectedFromScaleIn: true });
    expect(decide(members, badFor(1)).decision).toMatchObject({ action: 'hold', reason: 'protected' });
  });

  it('holds while a replacement is under way', () => {
    const state = { ...badFor(1), leaseUntilMs: nowMs + 1 };
    expect(decide(tierOf(10, 1), state).decision).toMatchObject({ action: 'hold', reason: 'in-progress' });
  });

  it('misses an execution whose start was lost within three sweeps', () => {
    const { next } = decide(tierOf(10, 1), badFor(1));
    const again = decide(tierOf(10, 1), next, { nowMs: nowMs + 3 * minuteMs });
    expect(again.decision).toMatchObject({ action: 'replace', instanceId: 'i-0' });
  });

  it('tries a failed replacement again when its lease is over, at most 8 times', () => {
    const state = { ...badFor(1), leaseUntilMs: nowMs, epoch: 1 };
    expect(decide(tierOf(10, 1), { ...state, attempts: { 'i-0': 7 } })).toMatchObject({
      decision: { action: 'replace' },
      next: { epoch: nowMs / 1000, attempts: { 'i-0': 8 } },
    });
    expect(decide(tierOf(10, 1), { ...state, attempts: { 'i-0': 8 } }).decision).toMatchObject({
      action: 'blocked',
      reason: 'attempts-exhausted',
    });
  });

  it('goes on to another bad member when the attempts at one are used up', () => {
    const state = { ...badFor(2), attempts: { 'i-0': 8 } };
    expect(decide(tierOf(10, 2), state).decision).toMatchObject({ action: 'replace', instanceId: 'i-1' });
  });

  it('forgets the attempts at members that are gone', () => {
    expect(decide(tierOf(3, 0), { attempts: { 'i-99': 3, 'i-1': 2 } }).next.attempts).toEqual({ 'i-1': 2 });
  });

  it('spends the budget of an hour and no more', () => {
    const replacedAtMs = [59, 50, 40, 30, 20, 10].map((minutes) => nowMs - minutes * minuteMs);
    expect(decide(tierOf(6, 1), { ...badFor(1), replacedAtMs }).decision).toMatchObject({ reason: 'budget-spent' });
    const aMinuteLater = decide(tierOf(6, 1), { ...badFor(1), replacedAtMs }, { nowMs: nowMs + minuteMs });
    expect(aMinuteLater).toMatchObject({ decision: { action: 'replace' } });
    expect(aMinuteLater.next.replacedAtMs).toHaveLength(6);
  });
});

describe('the brake of decideHeal', () => {
  const inZone = (zone: string, size: number, bad: number, from: number): MemberHealth[] =>
    Array.from({ length: size }, (_, index) => member(from + index, { zone, ...(index < bad ? hung : {}) }));

  it.each([
    { what: '2 of 6', members: tierOf(6, 2), expected: 'braking' },
    { what: '2 of 2', members: tierOf(2, 2), expected: 'braking' },
    { what: '2 of 10, exactly a fifth', members: tierOf(10, 2), expected: 'observing' },
    { what: '3 of 10', members: tierOf(10, 3), expected: 'braking' },
    {
      what: '2 of 5 in one zone of a tier of 20',
      members: [...inZone('a', 5, 2, 0), ...inZone('b', 15, 0, 5)],
      expected: 'braking',
    },
    {
      what: '1 of 5 in one zone and 1 elsewhere',
      members: [...inZone('a', 5, 1, 0), ...inZone('b', 15, 1, 5)],
      expected: 'observing',
    },
    {
      what: '2 of 4 in one zone of a tier of 20',
      members: [...inZone('a', 4, 2, 0), ...inZone('b', 16, 0, 4)],
      expected: 'observing',
    },
    { what: '1 of 1', members: tierOf(1, 1), expected: 'observing' },
  ])('with $what bad: $expected', ({ members, expected }) => {
    expect(decide(members).decision).toMatchObject({ action: 'hold', reason: expected });
  });

  it('alerts once for each time it comes on', () => {
    const first = decide(tierOf(6, 3), badFor(3));
    const second = decide(tierOf(6, 3), first.next);
    const off = decide(tierOf(6, 0), second.next);
    const again = decide(tierOf(6, 3), off.next);
    expect([first, second, off, again].map(({ inputs }) => inputs['hasBrakeComeOn'])).toEqual([
      true,
      false,
      false,
      true,
    ]);
    expect([first, second, off, again].map(({ isRecorded }) => isRecorded)).toEqual([true, false, true, true]);
  });
});

describe('decideHeal, for any tier', () => {
  const health = fc.record({
    lifecycleState: fc.constantFrom('InService', 'InService', 'InService', 'Pending', 'Terminating', 'Standby'),
    isHealthyToGroup: fc.boolean(),
    statusChecks: fc.constantFrom('ok', 'impaired', 'initializing', 'unknown'),
    targetHealth: fc.constantFrom('healthy', 'unhealthy', 'initial', 'draining', 'unused', 'none', 'unknown'),
    zone: fc.constantFrom('a', 'b', 'c'),
  } as const);
  const tier = fc
    .array(fc.oneof({ arbitrary: fc.constant({}), weight: 8 }, { arbitrary: health, weight: 1 }), {
      minLength: 1,
      maxLength: 30,
    })
    .map((all) => all.map((changes, index) => member(index, changes)));
  const isBad = ({ statusChecks, targetHealth, isHealthyToGroup }: MemberHealth): boolean =>
    statusChecks === 'impaired' || targetHealth === 'unhealthy' || !isHealthyToGroup;

  it('never takes a member that is not in service and bad, nor any under a live lease or over the brake', () => {
    let replaced = 0;
    fc.assert(
      fc.property(tier, fc.boolean(), (members, isLeased) => {
        const leaseUntilMs = isLeased ? nowMs + 1 : null;
        const { decision } = decide(members, { ...badFor(30), leaseUntilMs });
        if (decision.action !== 'replace') return;
        replaced += 1;
        expect(isLeased).toBe(false);
        const inService = members.filter(({ lifecycleState }) => lifecycleState === 'InService');
        const certain = inService.filter(
          (seen) =>
            isBad(seen) && !['initial', 'draining'].includes(seen.targetHealth) && seen.statusChecks !== 'initializing',
        );
        expect(certain.map(({ instanceId }) => instanceId)).toContain(decision.instanceId);
        expect(certain.length < 2 || certain.length / inService.length <= 0.2).toBe(true);
      }),
      { numRuns: 500 },
    );
    expect(replaced).toBeGreaterThan(10);
  });

  it('does not replace more than the budget in any hour, whatever stays bad', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10 }),
        fc.array(fc.integer({ min: 1, max: 20 }), { maxLength: 60 }),
        (budget, minutes) => {
          let state: HealingState = newHealingState('web');
          let atMs = nowMs;
          const replacedAtMs: number[] = [];
          for (const [index, later] of minutes.entries()) {
            atMs += later * minuteMs;
            const { decision, next } = decide(
              [member(1000 + index, hung), member(1)],
              { ...state, badSinceMs: { [`i-${1000 + index}`]: 0 }, leaseUntilMs: null },
              { nowMs: atMs, policy: { unhealthySeconds: 60, replacementsPerHour: budget } },
            );
            if (decision.action === 'replace') replacedAtMs.push(atMs);
            state = next;
          }
          for (const endMs of replacedAtMs) {
            expect(replacedAtMs.filter((at) => at <= endMs && endMs - at < 60 * minuteMs).length).toBeLessThanOrEqual(
              budget,
            );
          }
        },
      ),
      { numRuns: 50 },
    );
  });
});
