import { describe, expect, it } from 'vitest';
import { applyGuardRails } from '../../../core/guardrails/apply-guard-rails.ts';
import { aFleet, aTier } from '../scaling/scale-fixture.ts';
import { type Case, contextOf, flaw, guarded, minutesAgo, stressed, tierWith, wants } from './rail-fixture.ts';

const applied = (given: Case) => applyGuardRails(given.want, contextOf(given));

describe('applyGuardRails', () => {
  it.each<[string, Case, number, string | null]>([
    // bounds, S1
    ['nothing binds a want inside of everything', { current: 10, want: 15 }, 15, null],
    ['a want over the max ends at the max', { current: 290, want: 400 }, 300, 'at-bound'],
    ['a want under the min ends at the min', { current: 3, want: 0 }, 2, 'at-bound'],
    ['at the max it holds', { current: 300, want: 400 }, 300, 'at-bound'],
    // step limit, S2
    ['up by ten at once where that is more than double', { current: 4, want: 100 }, 14, 'at-bound'],
    ['up to double at once', { current: 40, want: 100 }, 80, 'at-bound'],
    ['up to the min at once, however far', { current: 1, want: 60, tier: aTier({ min: 50 }) }, 50, 'at-bound'],
    ['down by a tenth at once', { current: 50, want: 10 }, 45, 'stabilising'],
    ['down by one at once where a tenth is less', { current: 6, want: 2 }, 5, 'stabilising'],
    [
      'down to what seven sweeps all allow',
      { current: 50, want: 10, rails: wants(14, 12, 11, 10, 10, 10, 10) },
      14,
      'stabilising',
    ],
    ['six sweeps are not seven', { current: 50, want: 10, rails: wants(12, 11, 10, 10, 10, 10) }, 45, 'stabilising'],
    [
      'one of seven sweeps that wanted all of it leaves a tenth',
      { current: 50, want: 10, rails: wants(50, 12, 11, 10, 10, 10, 10) },
      45,
      'stabilising',
    ],
    [
      'an older sweep does not count',
      { current: 50, want: 10, rails: wants(50, 14, 12, 11, 10, 10, 10, 10) },
      14,
      'stabilising',
    ],
    // removal budget, S2
    ['all tiers share what may go', { current: 50, want: 46, context: { removable: 3 } }, 47, 'budget-spent'],
    ['nothing goes when that is spent', { current: 50, want: 46, context: { removable: 0 } }, 50, 'budget-spent'],
    ['an overdrawn budget does not add', { current: 50, want: 46, context: { removable: -5 } }, 50, 'budget-spent'],
    // a size over the max, left behind by a changed blueprint
    [
      'over the max it waits until seven sweeps agree',
      { current: 400, want: 350, rails: wants(300) },
      400,
      'stabilising',
    ],
    [
      'and then goes to the max in one request, budget or not',
      { current: 400, want: 350, rails: wants(300, 300, 300, 300, 300, 300, 300), context: { removable: 5 } },
      300,
      'at-bound',
    ],
    // missing data, S3
    ['bad data take nothing away', { current: 10, want: 9, context: { dataFlaw: flaw } }, 10, 'no-data'],
    ['bad data still raise', { current: 10, want: 12, context: { dataFlaw: flaw } }, 12, null],
    // stress, S13
    [
      'errors over the guard take nothing away',
      { current: 10, want: 9, tier: guarded, context: stressed(0.03, null) },
      10,
      'under-stress',
    ],
    [
      'latency over the guard takes nothing away',
      { current: 10, want: 9, tier: guarded, context: stressed(null, 900) },
      10,
      'under-stress',
    ],
    ['at its guard is not over it', { current: 10, want: 9, tier: guarded, context: stressed(0.02, 800) }, 9, null],
    [
      'errors that could not be read hold a decrease back',
      { current: 10, want: 9, tier: guarded, context: stressed(Number.NaN, null) },
      10,
      'under-stress',
    ],
    [
      'a latency that could not be read holds a decrease back',
      { current: 10, want: 9, tier: guarded, context: stressed(null, Number.NaN) },
      10,
      'under-stress',
    ],
    ['what is not measured is no stress', { current: 10, want: 9, tier: guarded }, 9, null],
    ['stress without a guard is not looked at', { current: 10, want: 9, context: stressed(0.9, 9_000) }, 9, null],
    [
      'stress does not hold an increase back',
      { current: 10, want: 12, tier: guarded, context: stressed(0.9, 9_000) },
      12,
      null,
    ],
    // foreign change, S10
    [
      'a size of others is not lowered',
      { current: 10, want: 9, rails: { foreignSinceMs: minutesAgo(14), foreignSize: 10 } },
      10,
      'foreign-change',
    ],
    [
      'after fifteen minutes it is',
      { current: 10, want: 9, rails: { foreignSinceMs: minutesAgo(15), foreignSize: 10 } },
      9,
      null,
    ],
    [
      'a size of others is raised',
      { current: 10, want: 12, rails: { foreignSinceMs: minutesAgo(1), foreignSize: 10 } },
      12,
      null,
    ],
    // healthy floor, S4
    [
      'under nine tenths ready nothing that is there goes',
      { current: 20, want: 18, context: { fleet: aFleet(20, { ready: 17, pending: 3 }) } },
      20,
      'fleet-unhealthy',
    ],
    [
      'what never arrived may be given up',
      { current: 20, want: 18, context: { fleet: aFleet(20, { ready: 12, pending: 3 }) } },
      18,
      null,
    ],
    ['at nine tenths ready it may', { current: 20, want: 18, context: { fleet: aFleet(20, { ready: 18 }) } }, 18, null],
    // flapping, S12
    [
      'no decrease within five minutes of an increase',
      { current: 10, want: 9, rails: { lastIncreaseAtMs: minutesAgo(4.9) } },
      10,
      'flapping',
    ],
    ['after five minutes it may', { current: 10, want: 9, rails: { lastIncreaseAtMs: minutesAgo(5) } }, 9, null],
    [
      'an increase is not held back by the decrease before',
      { current: 10, want: 12, rails: { lastDecreaseAtMs: minutesAgo(0) } },
      12,
      null,
    ],
    [
      'a third turn leaves no room for the fourth',
      {
        current: 10,
        want: 9,
        rails: {
          lastIncreaseAtMs: minutesAgo(10),
          lastDecreaseAtMs: minutesAgo(20),
          reversalsAtMs: [30, 20, 10].map(minutesAgo),
        },
      },
      10,
      'flapping',
    ],
    [
      'two turns leave room',
      {
        current: 10,
        want: 9,
        rails: {
          lastIncreaseAtMs: minutesAgo(10),
          lastDecreaseAtMs: minutesAgo(20),
          reversalsAtMs: [20, 10].map(minutesAgo),
        },
      },
      9,
      null,
    ],
    [
      'turns of more than an hour ago are forgotten',
      {
        current: 10,
        want: 9,
        rails: {
          lastIncreaseAtMs: minutesAgo(10),
          lastDecreaseAtMs: minutesAgo(20),
          reversalsAtMs: [60, 20, 10].map(minutesAgo),
        },
      },
      9,
      null,
    ],
    [
      'going on in the same direction is no turn',
      {
        current: 10,
        want: 9,
        rails: {
          lastIncreaseAtMs: minutesAgo(10),
          lastDecreaseAtMs: minutesAgo(5),
          reversalsAtMs: [30, 10, 5].map(minutesAgo),
        },
      },
      9,
      null,
    ],
    // six minutes of service
    [
      'what was launched serves for six minutes first',
      { current: 10, want: 9, rails: { lastIncreaseAtMs: minutesAgo(12), increaseReadyAtMs: minutesAgo(6) } },
      10,
      'flapping',
    ],
    [
      'after that it may go',
      { current: 10, want: 9, rails: { lastIncreaseAtMs: minutesAgo(12), increaseReadyAtMs: minutesAgo(6.1) } },
      9,
      null,
    ],
    [
      'while a launch is on its way only what never arrived is given up',
      {
        current: 20,
        want: 15,
        rails: { lastIncreaseAtMs: minutesAgo(11) },
        context: { fleet: aFleet(20, { ready: 19, pending: 1 }) },
      },
      19,
      'flapping',
    ],
    [
      'one that is not ready six minutes after the deadline holds nothing back any more',
      {
        current: 20,
        want: 15,
        rails: { lastIncreaseAtMs: minutesAgo(11.1), ...wants(15, 15, 15, 15, 15, 15, 15) },
        context: { fleet: aFleet(20, { ready: 19, unhealthy: 1 }) },
      },
      15,
      null,
    ],
    [
      'the deadline is that of the warm-up',
      {
        current: 20,
        want: 15,
        tier: aTier({ warmUpSeconds: 300 }),
        rails: { lastIncreaseAtMs: minutesAgo(21) },
        context: { fleet: aFleet(20, { ready: 19, unhealthy: 1 }) },
      },
      19,
      'flapping',
    ],
    // warm-up
    [
      'nothing goes while instances warm up',
      { current: 10, want: 9, tier: aTier({ warmUpSeconds: 600 }), rails: { lastIncreaseAtMs: minutesAgo(9) } },
      10,
      'warming-up',
    ],
    [
      'an increase during a warm-up goes on',
      { current: 10, want: 12, tier: aTier({ warmUpSeconds: 600 }), rails: { lastIncreaseAtMs: minutesAgo(1) } },
      12,
      null,
    ],
    // cooldowns
    [
      'a decrease waits for its own cooldown',
      {
        current: 10,
        want: 9,
        tier: tierWith({ scaleInCooldownSeconds: 120 }),
        rails: { lastDecreaseAtMs: minutesAgo(1) },
      },
      10,
      'cooling-down',
    ],
    [
      'an increase waits for its own cooldown',
      {
        current: 10,
        want: 12,
        tier: tierWith({ scaleOutCooldownSeconds: 120 }),
        rails: { lastIncreaseAtMs: minutesAgo(1) },
      },
      10,
      'cooling-down',
    ],
    [
      'an increase does not wait for that of decreases',
      {
        current: 10,
        want: 12,
        tier: tierWith({ scaleInCooldownSeconds: 900 }),
        rails: { lastDecreaseAtMs: minutesAgo(1) },
      },
      12,
      null,
    ],
    // stabilisation
    [
      'the largest want of the window rules',
      { current: 20, want: 18, tier: tierWith({ stabilisationMinutes: 5 }), rails: wants(20, 18, 19, 18, 18, 18) },
      19,
      'stabilising',
    ],
    [
      'a window that is not yet full holds',
      { current: 20, want: 18, tier: tierWith({ stabilisationMinutes: 5 }), rails: wants(18, 18, 18) },
      20,
      'stabilising',
    ],
    [
      'an increase does not wait for the window',
      { current: 10, want: 12, tier: tierWith({ stabilisationMinutes: 5 }), rails: wants(9) },
      12,
      null,
    ],
    // tolerance
    [
      'a small change is not worth it',
      { current: 40, want: 42, tier: tierWith({ tolerance: 0.05 }) },
      40,
      'within-tolerance',
    ],
    ['a larger one is', { current: 40, want: 43, tier: tierWith({ tolerance: 0.05 }) }, 43, null],
    [
      'the last ones before the max are, when far more is wanted',
      { current: 290, want: 580, tier: tierWith({ tolerance: 0.05 }) },
      300,
      'at-bound',
    ],
    [
      'and so are the last ones down to the min, when far less is wanted',
      { current: 41, want: 8, tier: tierWith({ tolerance: 0.05 }, { min: 40 }) },
      40,
      'at-bound',
    ],
    [
      'but a want that is hardly over the max is not',
      { current: 299, want: 301, tier: tierWith({ tolerance: 0.05 }) },
      299,
      'within-tolerance',
    ],
    [
      'a size under the floor of a schedule is raised whatever the distance',
      { current: 40, want: 42, tier: tierWith({ tolerance: 0.05 }), context: { floor: 41 } },
      42,
      null,
    ],
    [
      'a size over the max comes back whatever the distance',
      { current: 301, want: 301, tier: tierWith({ tolerance: 0.05 }), rails: wants(300, 300, 300, 300, 300, 300, 300) },
      300,
      'at-bound',
    ],
  ])('%s', (_, given, size, reason) => {
    const result = applied(given);
    expect(result.size).toBe(size);
    expect(result.bound.at(-1)?.reason ?? null).toBe(reason);
  });

  it('names every rail that bound, in order, with what each left', () => {
    const tier = tierWith({ stabilisationMinutes: 2 });
    const { bound } = applied({ current: 50, want: 0, tier, rails: wants(40, 38), context: { removable: 2 } });
    expect(bound.map(({ rail, size }) => [rail, size])).toEqual([
      ['bounds', 2],
      ['stabilisation', 40],
      ['step-limit', 45],
      ['removal-budget', 48],
    ]);
  });
});
