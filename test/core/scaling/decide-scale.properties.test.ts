import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PolicySpec, StepSide, Tier } from '../../../core/blueprint/model.ts';
import { raiseFence } from '../../../core/raise-fence.ts';
import { decideScale } from '../../../core/scaling/decide-scale.ts';
import type { LoadSample, ScaleInput, ScaleResult, TierState } from '../../../core/scaling/model.ts';
import { newTierState } from '../../../core/scaling/new-tier-state.ts';
import { aFleet, aMetric, aTier, MIDNIGHT_MS, MINUTE_MS, settled, sweepAfter } from './scale-fixture.ts';

const side: StepSide = {
  threshold: 0.8,
  minutes: 1,
  adjustment: 'PercentChangeInCapacity',
  minMagnitude: 1,
  steps: [
    { from: 0, to: 0.5, change: 30 },
    { from: 0.5, to: null, change: 300 },
  ],
  cooldownSeconds: 0,
};
const scaleIn: StepSide = { ...side, threshold: 0.4, steps: [{ from: null, to: 0, change: -50 }] };

const hpaRules = fc.record({
  tolerance: fc.constantFrom(0, 0.1),
  stabilizationWindowSeconds: fc.constantFrom(0, 300),
  selectPolicy: fc.constantFrom('Max' as const, 'Min' as const),
  policies: fc.constantFrom([], [{ type: 'Percent' as const, value: 50, periodSeconds: 120 }]),
});

const policy: fc.Arbitrary<PolicySpec> = fc.oneof(
  fc.record({
    type: fc.constant('target-tracking' as const),
    target: fc.constantFrom(0.5, 0.7, 0.9),
    scaleOutMinutes: fc.integer({ min: 1, max: 3 }),
    scaleInMinutes: fc.integer({ min: 1, max: 4 }),
  }),
  fc.constant({ type: 'step' as const, scaleOut: side, scaleIn }),
  fc.record({
    type: fc.constant('hpa' as const),
    target: fc.constantFrom(0.5, 0.9),
    scaleUp: hpaRules,
    scaleDown: hpaRules,
  }),
);

const tier: fc.Arbitrary<Tier> = fc
  .record({
    policy,
    min: fc.integer({ min: 0, max: 5 }),
    max: fc.integer({ min: 5, max: 120 }),
    warmUpSeconds: fc.constantFrom(0, 180),
    settleSeconds: fc.constantFrom(0, 30, 90),
    guardRails: fc.record({
      tolerance: fc.constantFrom(0, 0.1),
      stabilisationMinutes: fc.constantFrom(0, 3, 10),
      scaleOutCooldownSeconds: fc.constantFrom(0, 120),
      scaleInCooldownSeconds: fc.constantFrom(0, 120),
    }),
  })
  .map((changes) => aTier({ ...changes, load: [aMetric(), aMetric({ whenAbsent: 'unknown' })] }));

/** Mostly nothing, now and then something. */
const seldom = <T>(something: fc.Arbitrary<T>): fc.Arbitrary<T | null> =>
  fc.oneof({ weight: 9, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: something });

/** One minute of a tier's life: its load (in instances, twice measured, or missing), and what happens to the group. */
const minute = fc.record({
  /** From now on. */
  load: seldom(fc.oneof(fc.double({ min: 0, max: 150, noNaN: true }), fc.constant(0))),
  second: fc.oneof({ weight: 9, arbitrary: fc.constant('present') }, { weight: 1, arbitrary: fc.constant('missing') }),
  readyShare: fc.oneof(
    { weight: 9, arbitrary: fc.constant(1) },
    { weight: 1, arbitrary: fc.constantFrom(0.95, 0.5, 0) },
  ),
  setByOthers: fc.oneof(
    { weight: 49, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: 130 }) },
  ),
  isSettled: fc.oneof({ weight: 9, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
  removable: fc.integer({ min: 0, max: 10 }),
});
type Minute = typeof minute extends fc.Arbitrary<infer T> ? T : never;
const life = fc.array(minute, { minLength: 5, maxLength: 90, size: 'max' });

interface Sweep {
  readonly input: ScaleInput;
  readonly result: ScaleResult;
}

/** Let a tier live through its minutes; the group does what it is told. */
function live(tierOfLife: Tier, minutes: readonly Minute[], startSize: number): Sweep[] {
  let state: TierState = newTierState('web');
  let size = startSize;
  let load = startSize / 2;
  const samples: LoadSample[] = [];
  return minutes.map((now, index) => {
    size = now.setByOthers ?? size;
    load = now.load ?? load;
    const value = load * 1_000;
    samples.push({
      minuteMs: MIDNIGHT_MS + index * MINUTE_MS,
      values: [value, now.second === 'missing' ? null : value],
      healthyHosts: size,
    });
    const lastTickMs = state.lastTickMs ?? Number.NEGATIVE_INFINITY;
    const input: ScaleInput = {
      tier: tierOfLife,
      state,
      season: null,
      fleet: aFleet(size, { ready: Math.floor(size * now.readyShare) }),
      environmentIds: [],
      samples: samples.filter(({ minuteMs }) => minuteMs > lastTickMs),
      stress: { errorRate: null, p95LatencyMs: null },
      mode: 'on',
      removable: now.removable,
      nowMs: sweepAfter(index),
    };
    const result = decideScale(input);
    state = now.isSettled ? settled(result, input.nowMs + 1_000) : result.next;
    if (now.isSettled && state.target !== null) size = state.target;
    return { input, result };
  });
}

/** Whether the newest minute that was taken in did not have every metric. */
const lacksMetric = ({ input, result }: Sweep): boolean => {
  const fed = input.samples.filter(({ minuteMs }) => minuteMs <= (result.next.lastTickMs ?? 0));
  return fed.at(-1)?.values.includes(null) === true;
};

/** Check every sweep of any life; a failing one is shown by what happened, minute by minute. */
const inAnyLife = (check: (sweeps: readonly Sweep[]) => void) =>
  fc.assert(
    fc.property(tier, life, fc.integer({ min: 0, max: 120 }), (of, minutes, startSize) =>
      check(live(of, minutes, startSize)),
    ),
    { numRuns: 200 },
  );

describe('decideScale, whatever happens', () => {
  it('lives through what the laws below speak of', () => {
    const met = new Set<string>();
    inAnyLife((sweeps) => {
      let last: string | null = null;
      for (const { input, result } of sweeps) {
        if (lacksMetric({ input, result })) met.add('lacks a metric');
        if (result.decision.action !== 'scale') continue;
        const { direction, from, to } = result.decision;
        met.add(direction);
        if (last !== null && last !== direction) met.add(`turns ${direction}`);
        if (from - to === input.removable) met.add('takes all that may be taken');
        last = direction;
      }
    });
    expect([...met].toSorted()).toEqual([
      'in',
      'lacks a metric',
      'out',
      'takes all that may be taken',
      'turns in',
      'turns out',
    ]);
  });

  it('asks for nothing outside the bounds (S1)', () => {
    inAnyLife((sweeps) => {
      for (const { input, result } of sweeps) {
        if (result.decision.action !== 'scale') continue;
        expect(result.decision.to).toBeGreaterThanOrEqual(input.tier.min);
        expect(result.decision.to).toBeLessThanOrEqual(input.tier.max);
      }
    });
  });

  it('steps no further than it may, and takes no more than all tiers may lose, but for a size outside the bounds (S2)', () => {
    inAnyLife((sweeps) => {
      for (const { input, result } of sweeps) {
        if (result.decision.action !== 'scale') continue;
        const { from, to } = result.decision;
        const wants = result.next.rails.recentWants.slice(-7).map(({ size }) => size);
        const agreed = wants.length === 7 ? Math.max(...wants) : from;
        expect(to).toBeLessThanOrEqual(Math.max(2 * from, from + 10, input.tier.min));
        expect(to).toBeGreaterThanOrEqual(Math.min(from - Math.max(1, Math.floor(from / 10)), agreed));
        if (from <= input.tier.max) expect(from - to).toBeLessThanOrEqual(input.removable);
        expect(result.removes).toBe(Math.max(0, from - to));
      }
    });
  });

  it('takes nothing away when the newest finished minute lacks a metric (S3)', () => {
    inAnyLife((sweeps) => {
      for (const sweep of sweeps.filter(lacksMetric)) expect(sweep.result.removes).toBe(0);
    });
  });

  it('takes nothing away within five minutes of an increase, nor turns more than four times an hour (S12)', () => {
    inAnyLife((sweeps) => {
      const turns: number[] = [];
      let last: { direction: 'out' | 'in'; atMs: number } | null = null;
      for (const { input, result } of sweeps) {
        if (result.decision.action !== 'scale') continue;
        const { direction } = result.decision;
        if (last !== null && last.direction !== direction) {
          turns.push(input.nowMs);
          if (direction === 'in') expect(input.nowMs - last.atMs).toBeGreaterThanOrEqual(5 * MINUTE_MS);
        }
        last = { direction, atMs: input.nowMs };
        expect(turns.filter((atMs) => atMs > input.nowMs - 60 * MINUTE_MS).length).toBeLessThanOrEqual(4);
      }
    });
  });

  it('raises the version once when the target changes, and only then or when the size of others is replaced', () => {
    inAnyLife((sweeps) => {
      for (const { input, result } of sweeps) {
        const { target, targetVersion } = result.next;
        const isNew = target !== input.state.target || result.inputs['adopted'] !== undefined;
        const before = input.state.targetVersion;
        expect(targetVersion).toBe(isNew ? raiseFence(before, input.nowMs) : before);
      }
    });
  });

  it('decides nothing new, and changes nothing, when asked again', () => {
    inAnyLife((sweeps) => {
      for (const { input, result } of sweeps) {
        const again = decideScale({ ...input, state: result.next });
        expect(['hold', 'blocked']).toContain(again.decision.action);
        expect(again.next).toEqual(result.next);
        expect(again.isRecorded).toBe(false);
      }
    });
  });

  it('learns the same from minutes fed at once and one at a time', () => {
    fc.assert(
      fc.property(
        tier,
        fc.array(fc.double({ min: 0, max: 40, noNaN: true }), { minLength: 1, maxLength: 15 }),
        (of, loads) => {
          fc.pre(of.policy.type !== 'hpa'); // which remembers its answers too, and gives fewer of them at once
          const samples = loads.map((load, index) => ({
            minuteMs: MIDNIGHT_MS + index * MINUTE_MS,
            values: [load * 1_000, load * 1_000],
            healthyHosts: 10,
          }));
          const input = (state: TierState, some: readonly LoadSample[], nowMs: number): ScaleInput => ({
            tier: { ...of, settleSeconds: 0 },
            state,
            season: null,
            fleet: aFleet(10),
            environmentIds: [],
            samples: some,
            stress: { errorRate: null, p95LatencyMs: null },
            mode: 'dry-run',
            removable: 5,
            nowMs,
          });
          const atOnce = decideScale(input(newTierState('web'), samples, sweepAfter(loads.length - 1))).next;
          let oneByOne = newTierState('web');
          for (const [index, sample] of samples.entries()) {
            oneByOne = decideScale(input(oneByOne, [sample], sweepAfter(index))).next;
          }
          expect(atOnce.policyState).toEqual(oneByOne.policyState);
          expect(atOnce.lastTickMs).toBe(oneByOne.lastTickMs);
        },
      ),
    );
  });
});
