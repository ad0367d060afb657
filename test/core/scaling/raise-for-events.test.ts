import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultGuardRails } from '../../../core/blueprint/default-guard-rails.ts';
import type { GuardRails, PolicySpec, Tier } from '../../../core/blueprint/model.ts';
import { decideScale } from '../../../core/scaling/decide-scale.ts';
import { driveDecisions } from '../../../core/scaling/drive-decisions.ts';
import type { ScaleInput } from '../../../core/scaling/model.ts';
import { runPlant } from '../../../core/scaling/plant.ts';
import { aFleet, aMetric, anInput, aSample, aState, aTier, MIDNIGHT_MS, MINUTE_MS, settled } from './scale-fixture.ts';

/** Half past midnight until one, for 30 instances; the tier's load needs 10. */
const match = { name: 'match', startMs: MIDNIGHT_MS + 30 * MINUTE_MS, endMs: MIDNIGHT_MS + 60 * MINUTE_MS, size: 30 };

const adaptive: PolicySpec = { type: 'adaptive', unservedPrice: 100 };
const tracking: PolicySpec = { type: 'target-tracking', target: 0.7, scaleOutMinutes: 1, scaleInMinutes: 15 };

const slow: GuardRails = { ...aTier().guardRails, scaleOutCooldownSeconds: 300 };

/** The sweep five seconds after `minute` began. */
const at = (minute: number, changes: Partial<ScaleInput> = {}, events: Tier['events'] = [match]) => {
  const nowMs = MIDNIGHT_MS + minute * MINUTE_MS + 5_000;
  const tier = aTier({ events, warmUpSeconds: 180 });
  const { fleet = aFleet(10), state = aState(10) } = changes;
  const samples = [aSample(minute - 1, 7, fleet?.ready)];
  const seen = { ...state, lastTickMs: MIDNIGHT_MS + (minute - 2) * MINUTE_MS };
  return decideScale(anInput({ tier, nowMs, samples, ...changes, fleet, state: seen }));
};

describe('a known event', () => {
  it('says nothing until a boot time and the steps up before it', () => {
    // Three minutes to boot, and 10 to 20 to 30 in two steps.
    expect(at(24).decision.action).toBe('hold');
    expect(at(25).decision).toMatchObject({ action: 'scale', from: 10, to: 20, reason: 'known-event' });
  });

  it('begins so much earlier that each step up waits for the cooldown of the one before', () => {
    const tier = aTier({ events: [match], warmUpSeconds: 180, guardRails: slow });
    // Three minutes to boot, and two steps of five.
    expect(at(16, { tier }).decision.action).toBe('hold');
    expect(at(17, { tier }).decision).toMatchObject({ action: 'scale', from: 10, to: 20, reason: 'known-event' });
  });

  it('is told in words, and in the record', () => {
    const { decision, inputs } = at(26, { fleet: aFleet(20), state: aState(20) });
    expect(decision.text).toMatch(
      /^Scale out from 20 to 30: .*; event match wants at least 30 until 2026-01-06T01:00:00.000Z/,
    );
    expect(inputs).toMatchObject({
      event: {
        name: 'match',
        size: 30,
        start: '2026-01-06T00:30:00.000Z',
        end: '2026-01-06T01:00:00.000Z',
        bootMinutes: 3,
      },
    });
    expect(at(10).inputs).not.toHaveProperty('event');
  });

  it('holds what it took until it is over, though the load wants less, and then the policy rules', () => {
    const there = { fleet: aFleet(30), state: aState(30) };
    expect(at(45, there).decision).toMatchObject({ action: 'hold', reason: 'known-event' });
    expect(at(59, there).decision).toMatchObject({ action: 'hold', reason: 'known-event' });
    expect(at(60, there).decision).toMatchObject({ action: 'scale', direction: 'in' });
  });

  it('lets a fleet above it come down to it', () => {
    const decision = at(45, { fleet: aFleet(32), state: aState(32) }).decision;
    expect(decision).toMatchObject({ action: 'scale', from: 32, to: 30, reason: 'load-below-target' });
  });

  it('is served to its last instance, however small the step beside the tolerance', () => {
    const tier = aTier({ events: [{ ...match, size: 42 }], guardRails: { ...aTier().guardRails, tolerance: 0.05 } });
    const there = { tier, fleet: aFleet(40), state: aState(40) };
    expect(at(45, there).decision).toMatchObject({ action: 'scale', from: 40, to: 42, reason: 'known-event' });
  });

  it('needs no load to have been measured', () => {
    expect(at(27, { samples: [] }).decision).toMatchObject({ action: 'scale', to: 20, reason: 'known-event' });
  });

  it('does not wake a tier, whose hold names it', () => {
    const asleep = { fleet: aFleet(0), state: aState(10, { suspendedBy: 'staging' }) };
    const { decision, inputs } = at(24, asleep);
    expect(decision).toMatchObject({ action: 'hold', reason: 'asleep' });
    expect(decision.text).toBe(
      'Hold: environment staging is not awake. Meanwhile event match wants at least 30 until 2026-01-06T01:00:00.000Z.',
    );
    expect(inputs).toMatchObject({ group: 'web-group', event: { name: 'match', size: 30 } });
    expect(at(23, asleep).decision.text).toBe('Hold: environment staging is not awake.');
  });

  it('lets the load have more', () => {
    const busy = [aSample(44, 42)];
    expect(at(45, { samples: busy, fleet: aFleet(30), state: aState(30) }).decision).toMatchObject({ to: 60 });
  });

  it('rules by the largest of several, and by none that is over', () => {
    const events = [
      match,
      { ...match, name: 'final', size: 50 },
      { ...match, name: 'past', endMs: match.startMs, size: 90 },
    ];
    const { inputs } = at(31, { fleet: aFleet(30), state: aState(30) }, events);
    expect(inputs).toMatchObject({ event: { name: 'final' } });
  });

  it.each<[string, PolicySpec, GuardRails]>([
    ['adaptive, which learns the boot time', adaptive, aTier().guardRails],
    ['target tracking, which has the warm-up', tracking, aTier().guardRails],
    ['adaptive and its guard rails', adaptive, defaultGuardRails(adaptive)],
    ['target tracking and its guard rails', tracking, defaultGuardRails(tracking)],
    ['adaptive and a cooldown between steps up', adaptive, slow],
    ['target tracking and a cooldown between steps up', tracking, slow],
  ])('is served from its first minute to its last, with %s', (_, policy, guardRails) => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 90 }),
        fc.integer({ min: 2, max: 9 }),
        (load, size, bootTicks) => {
          const start = 200;
          const event = { name: 'match', startMs: start * MINUTE_MS, endMs: (start + 60) * MINUTE_MS, size };
          const warmUpSeconds = 60 * bootTicks;
          const tier = aTier({
            policy,
            guardRails,
            events: [event],
            warmUpSeconds,
            load: [aMetric({ servedPerInstancePerMinute: 1 })],
          });
          const { ready } = runPlant(new Array<number>(300).fill(load), driveDecisions(tier), {
            bootTicks,
            min: 2,
            max: 300,
          });
          const served = ready.slice(start, start + 60);
          expect(Math.min(...served)).toBeGreaterThanOrEqual(size);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('is planned for by the boot time that launches have shown where the warm-up is shorter', () => {
    const load = [
      ...Array.from({ length: 120 }, (_, minute) => (minute % 30 < 15 ? 10 : 20)),
      ...new Array<number>(80).fill(10),
    ];
    const event = { name: 'match', startMs: 180 * MINUTE_MS, endMs: 199 * MINUTE_MS, size: 40 };
    const tier = aTier({
      policy: adaptive,
      events: [event],
      warmUpSeconds: 60,
      load: [aMetric({ servedPerInstancePerMinute: 1 })],
    });
    const { ready } = runPlant(load, driveDecisions(tier), { bootTicks: 8, min: 2, max: 300 });
    expect([...ready.slice(180, 199)].every((size) => size >= 40)).toBe(true);
  });

  it('takes one step a minute, however often it is looked at', () => {
    const first = at(25);
    const state = settled(first, MIDNIGHT_MS);
    const next = { state, samples: [], fleet: aFleet(20) };
    expect(at(25, next).decision.action).toBe('hold');
    expect(at(26, next).decision).toMatchObject({ action: 'scale', from: 20, to: 30 });
  });
});
