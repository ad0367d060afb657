import { describe, expect, it } from 'vitest';
import type { Tier } from '../../../core/blueprint/model.ts';
import { decideScale } from '../../../core/scaling/decide-scale.ts';
import type { LoadSample, TierState } from '../../../core/scaling/model.ts';
import { newTierState } from '../../../core/scaling/new-tier-state.ts';
import { unpackSeason } from '../../../core/scaling/policies/adaptive/season.ts';
import {
  HISTORY_MS,
  hasHistory,
  lacksHistory,
  noticeLoss,
  rebuildHistory,
} from '../../../core/scaling/rebuild-history.ts';
import { busyDays } from './policies/adaptive/play-adaptive.ts';
import { aFleet, aMetric, anInput, aState, aTier, MIDNIGHT_MS, MINUTE_MS } from './scale-fixture.ts';

const tier = aTier({ policy: { type: 'adaptive', unservedPrice: 100 } });
const HISTORY = HISTORY_MS / MINUTE_MS;
/** Minutes that a first contact reads. */
const FIRST_CONTACT = 180;
const DAYS = 17;
/** Days with a rhythm, chance, and a burst at five that only they who know other days see coming. */
const load = busyDays(DAYS).map((usual, minute) => (minute % 1440 >= 300 && minute % 1440 < 330 ? usual + 40 : usual));
const startMs = MIDNIGHT_MS - DAYS * 24 * 60 * MINUTE_MS;

interface Life {
  state: TierState;
  season: Uint8Array | null;
  /** What was asked for, by the minute. */
  readonly sizes: number[];
}

/** Launches serve after four minutes. */
const readyIn = ({ sizes }: Life, minute: number): number =>
  Math.min(...sizes.slice(Math.max(0, minute - 4), minute + 1));

/** The minutes from `first` up to `until`, counted from the beginning of the load. */
const minutesOf = (life: Life, first: number, until: number): LoadSample[] =>
  Array.from({ length: until - first }, (_, index) => ({
    minuteMs: startMs + (first + index) * MINUTE_MS,
    values: [first + index < 0 ? null : 1_000 * (load[first + index] ?? 0)],
    healthyHosts: first + index < 0 ? null : readyIn(life, first + index),
  }));

/** The sweep that comes as `minute` begins. */
function sweep(life: Life, minute: number, history: boolean): void {
  const nowMs = startMs + minute * MINUTE_MS + 5_000;
  const before = life.sizes.at(-1) ?? 0;
  life.sizes.push(before);
  const ready = readyIn(life, minute);
  const fleet = aFleet(before, { ready, pending: before - ready });
  const first = life.state.lastTickMs === null ? minute - FIRST_CONTACT : minute - 1;
  const present = { ...life, samples: minutesOf(life, first, minute) };
  const seen = history ? rebuildHistory(tier, present, minutesOf(life, minute - HISTORY, minute), nowMs) : present;
  const result = decideScale(anInput({ ...seen, tier, fleet, nowMs }));
  const { decision, next } = result;
  life.season = result.season ?? seen.season;
  const size = decision.action === 'scale' ? decision.to : before;
  life.sizes[minute] = size;
  const record = { size, version: next.targetVersion, atMs: nowMs };
  life.state = { ...next, intent: record, applied: { ...record, outcome: 'settled' } };
}

/** A tier that has lived through all of it up to `minute`. */
function grown(minute: number): Life {
  const life: Life = { state: { ...newTierState('web'), history: 'read' }, season: null, sizes: [12] };
  for (let now = 1; now <= minute; now += 1) sweep(life, now, false);
  return life;
}

/** Seventeen minutes after a midnight, so that hours are in their midst. */
const afterDays = (days: number): number => days * 24 * 60 + 17;
const OLD = grown(afterDays(16));
const YOUNG = grown(afterDays(13));
const copyOf = (life: Life): Life => ({ ...life, sizes: [...life.sizes] });

/** How far from its unharmed twin a tier is at each minute of the hours after its loss. */
function distances(twin: Life, harm: (life: Life) => void, told: boolean): number[] {
  const [unharmed, harmed] = [copyOf(twin), copyOf(twin)];
  harm(harmed);
  const loss = twin.sizes.length - 1;
  return Array.from({ length: 8 * 60 }, (_, index) => {
    const minute = loss + 1 + index;
    sweep(unharmed, minute, false);
    harmed.state = noticeLoss(tier, harmed.state, harmed.season);
    sweep(harmed, minute, told && harmed.state.history !== 'read');
    return Math.abs((harmed.sizes.at(-1) ?? 0) - (unharmed.sizes.at(-1) ?? 0));
  });
}

const loseSeason = (life: Life): void => {
  life.season = null;
};
const loseAll = (life: Life): void => {
  life.season = null;
  life.state = newTierState('web');
};
/** As after a deployment with another schema. */
const spoilAll = (life: Life): void => {
  life.season = life.season?.with(0, 99) ?? null;
  life.state = { ...life.state, policyState: life.state.policyState?.with(0, 99) ?? null };
};
const sum = (sizes: readonly number[]): number => sizes.reduce((total, size) => total + size, 0);
const most = (sizes: readonly number[]): number => Math.max(...sizes);

describe('a tier that lost what it knew of the weeks, and is told of them', () => {
  it('decides as its unharmed twin from then on, but for an instance in some minutes hours later, when its season went', () => {
    // What errors its forecasts had at each time of day is not in the metrics, but is learnt anew from the first of them on.
    const apart = distances(OLD, loseSeason, true);
    expect(most(apart.slice(0, 3 * 60))).toBe(0);
    expect(most(apart)).toBeLessThanOrEqual(1);
    expect(sum(apart)).toBeLessThanOrEqual(10);
  });

  it.each([
    ['all went', loseAll],
    ['its policy can read nothing of it', spoilAll],
  ])('decides as its twin from the first minute on, when %s and it is no older than its metrics', (_, harm) => {
    expect(most(distances(YOUNG, harm, true))).toBe(0);
  });

  it('decides much as its twin, when all went and it was older than that', () => {
    // What went is older than the metrics: the end of a burst may be known some minutes sooner or later.
    const apart = distances(OLD, loseAll, true);
    // The error of weeks is learnt anew as well, and the burst is given back faster than the twin does.
    expect(sum(apart)).toBeLessThan(0.05 * sum(OLD.sizes.slice(-apart.length)));
    expect(apart.filter((size) => size > 1).length).toBeLessThan(0.08 * apart.length);
  });

  it.each([
    ['its season', loseSeason],
    ['all', loseAll],
    ['what can be read of it', spoilAll],
  ])('would not see the burst of each day coming if it were not: %s', (_, harm) => {
    expect(most(distances(YOUNG, harm, false))).toBeGreaterThan(30);
  });

  it('wants no more than its twin while its turn for the weeks has not come, when its policy can read nothing of it', () => {
    const [twin, restarted] = [copyOf(YOUNG), copyOf(YOUNG)];
    spoilAll(restarted);
    for (let minute = YOUNG.sizes.length; minute < YOUNG.sizes.length + 40; minute += 1) {
      restarted.state = noticeLoss(tier, restarted.state, restarted.season);
      for (const life of [twin, restarted]) sweep(life, minute, false);
    }
    const [wanted, before] = [restarted, twin].map(({ sizes }) => most(sizes.slice(-40)));
    expect(wanted).toBeLessThanOrEqual(before ?? 0);
  });

  it('has the loads of two weeks again, minute for minute, when its season went', () => {
    const harmed = copyOf(YOUNG);
    loseSeason(harmed);
    harmed.state = noticeLoss(tier, harmed.state, null);
    expect(harmed.state.history).toBe('lost');
    sweep(harmed, YOUNG.sizes.length, true);
    expect(harmed.state.history).toBe('read');
    const [before, after] = [YOUNG.season, harmed.season].map((packed) =>
      unpackSeason(packed?.slice() ?? Uint8Array.of())?.hours.map((hour) => hour?.loads),
    );
    // And the empty one before the first.
    expect(before?.filter((hour) => hour !== undefined)).toHaveLength(13 * 24 + 1);
    expect(after).toEqual(before);
  });
});

describe('what is lacking', () => {
  const lacks = (changes: Partial<TierState>, of: Partial<Tier> = {}, fleet = aFleet(10)) =>
    lacksHistory({ tier: { ...tier, ...of }, state: aState(10, changes), fleet, environmentIds: ['staging'] });

  it('are the weeks before the first contact, and a season that went', () => {
    expect(lacks({ history: 'unread' })).toBe(true);
    expect(lacks({ history: 'lost' })).toBe(true);
    expect(lacks({ history: 'read' })).toBe(false);
  });

  const season = YOUNG.season?.slice() ?? Uint8Array.of();
  const read = aState(10, { history: 'read', seasonHour: 5, policyState: YOUNG.state.policyState });
  const noticed = (changes: Partial<TierState>, packed: Uint8Array | null, of: Partial<Tier> = {}) =>
    noticeLoss({ ...tier, ...of }, { ...read, ...changes }, packed).history;

  it('is the season when the state names an hour and there is none', () => {
    expect(noticed({}, season)).toBe('read');
    expect(noticed({}, null)).toBe('lost');
    expect(noticed({ seasonHour: null }, null)).toBe('read');
    expect(noticed({ history: 'unread' }, null)).toBe('unread');
  });

  it('is the season when its policy cannot read what is stored', () => {
    expect(noticed({}, season.with(0, 99))).toBe('lost');
    expect(noticed({}, Uint8Array.of(1))).toBe('lost');
  });

  it('is all when the policy cannot read its state', () => {
    const spoilt = read.policyState?.with(0, 99) ?? null;
    for (const history of ['lost', 'read', 'unread'] as const) {
      expect(noticed({ history, policyState: spoilt }, season)).toBe('unread');
    }
  });

  it('is what the shadow cannot read, when only the shadow has seasons', () => {
    const policy = { type: 'target-tracking', target: 0.7, scaleOutMinutes: 1, scaleInMinutes: 15 } as const;
    const shadowed = { policy, shadow: tier.policy };
    const shadowState = read.policyState;
    expect(noticed({ policyState: Uint8Array.of(99), shadowState }, season, shadowed)).toBe('read');
    expect(noticed({ shadowState: Uint8Array.of(99) }, season, shadowed)).toBe('unread');
    expect(noticed({ policyState: Uint8Array.of(99) }, null, { policy })).toBe('read');
  });

  it('is nothing for a policy without seasons, but its shadow may have some', () => {
    const policy = { type: 'target-tracking', target: 0.7, scaleOutMinutes: 1, scaleInMinutes: 15 } as const;
    expect(lacks({ history: 'unread' }, { policy })).toBe(false);
    expect(lacks({ history: 'unread' }, { policy, shadow: tier.policy })).toBe(true);
  });

  it('waits while the tier may not be sized', () => {
    expect(lacks({ history: 'unread', suspendedBy: 'staging' })).toBe(false);
    expect(lacks({ history: 'unread' }, {}, aFleet(10, { isOwned: false }))).toBe(false);
  });

  it('is not in minutes of which nobody knows the load', () => {
    const at = (changes: Partial<LoadSample>) => ({
      minuteMs: MIDNIGHT_MS,
      values: [null],
      healthyHosts: null,
      ...changes,
    });
    expect(hasHistory(tier, [], MIDNIGHT_MS)).toBe(false);
    expect(hasHistory(tier, [at({}), at({ values: [Number.NaN] })], MIDNIGHT_MS)).toBe(false);
    expect(hasHistory(tier, [at({}), at({ values: [700] })], MIDNIGHT_MS)).toBe(true);
    // Nothing is published when nothing flows.
    expect(hasHistory(tier, [at({ healthyHosts: 2 })], MIDNIGHT_MS)).toBe(true);
  });

  it('does not come from averages over nobody knows how many instances', () => {
    const average = aTier({ policy: tier.policy, load: [aMetric({ counts: 'perInstance', whenAbsent: 'unknown' })] });
    const seen = { state: aState(10, { history: 'unread' }), season: null, samples: [] };
    const old = { minuteMs: MIDNIGHT_MS - 600 * MINUTE_MS, values: [700], healthyHosts: null };
    const young = { ...old, minuteMs: MIDNIGHT_MS - 5 * MINUTE_MS };
    const counted = { ...old, healthyHosts: 4 };
    const { samples } = rebuildHistory(average, seen, [old, counted, young], MIDNIGHT_MS);
    expect(samples.map(({ values }) => values)).toEqual([[null], [700], [700]]);
  });
});
