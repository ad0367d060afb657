import type {
  Actor,
  ItemWrite,
  Observation,
  PlainItem,
  SizeRequest,
} from '../../../../cli/simulation/invariants/observation.ts';
import type { Blueprint, HpaRules, PolicySpec } from '../../../../core/blueprint/model.ts';
import { aBlueprint, anEnvironment, aTier, NOW_MS } from '../../../fakes/builders.ts';
import {
  aBalancerRead,
  aBeat,
  aDecision,
  aGroup,
  aLine,
  aRead,
  aReplacement,
  aRequest,
  aShop,
  aTierWrite,
  aWrite,
  BALANCER,
  BLUEPRINT,
  healing,
  MINUTE_MS,
  ordersRead,
  SECOND_MS,
  scaling,
} from './observations.ts';

const A_FOREIGN_SIZE: Observation = { kind: 'outside-resize', atMs: NOW_MS, tierId: 'web', size: 9 };

/** An execution that has so many seconds. */
const scalingWithin = (deadlineSeconds: number, attempt = 1): Actor => {
  const actor = scaling(7, attempt);
  return { ...actor, input: { ...actor.input, deadlineSeconds } };
};

/** A replacement that has so many seconds. */
const healingWithin = (deadlineSeconds: number): Actor => {
  const actor = healing();
  return { ...actor, input: { ...actor.input, deadlineSeconds } };
};
const aHealing = (epoch: number, changes: Partial<ItemWrite> = {}): Observation =>
  aWrite('TIER#web', { epoch }, { sk: 'HEALING', ...changes });

/** A sleep whose stages have a minute each. */
const sleepingInMinutes = (attempt = 1): Actor => ({
  name: `staging-3-${attempt}`,
  workflow: 'sleep-environment',
  input: { environmentId: 'staging', epoch: 3, attempt, stageDeadlineSeconds: 60 },
});
const aStageRequest = (changes: Partial<SizeRequest> = {}): Observation =>
  aRequest({ actor: sleepingInMinutes(), size: 0, stageBegunAtMs: NOW_MS, ...changes });

const decisions = (number: number): readonly Observation[] => Array.from({ length: number }, () => aDecision(4, 5));
const retry = (): Observation => aDecision(4, 5, { attempt: 2, isRepeat: true });

/** What a run would look like in which the product did wrong, and what looks like it and is right. */
export interface PlantedBug {
  readonly id: string;
  readonly bug: string;
  /** @default BLUEPRINT */
  readonly blueprint?: Blueprint;
  readonly seen: readonly Observation[];
  /** Part of the sentence. */
  readonly says: string;
  readonly but?: string;
  readonly harmless?: readonly Observation[];
}

const LOAD = aRead({ RequestCount: 1000 });
const TRACKING: PolicySpec = { type: 'target-tracking', target: 0.7, scaleOutMinutes: 1, scaleInMinutes: 15 };
const SIDE = { minutes: 1, adjustment: 'ChangeInCapacity', minMagnitude: 0, steps: [], cooldownSeconds: 0 } as const;
const STEPS: PolicySpec = {
  type: 'step',
  scaleOut: { ...SIDE, threshold: 0.8 },
  scaleIn: { ...SIDE, threshold: 0.4 },
};
const RULES: HpaRules = { tolerance: 0.1, stabilizationWindowSeconds: 0, selectPolicy: 'Max', policies: [] };
const HPA = { type: 'hpa', target: 0.5, scaleUp: RULES, scaleDown: RULES } as const;
const bad = (count: number, zone = 'a') =>
  Array.from({ length: count }, (_, index) => ({ instanceId: `i-${index}`, zone }));
const MASS = { bad: bad(2) };
const alerted = (minutes: number): Observation =>
  aLine(
    'log',
    'on-health-sweep',
    { line: '{"level":"ERROR","message":"healing brakes","tierId":"web"}' },
    NOW_MS + minutes * MINUTE_MS,
  );
const braking = (isBraking: boolean, minutes: number): Observation =>
  aWrite('TIER#web', { isBraking }, { sk: 'HEALING', atMs: NOW_MS + minutes * MINUTE_MS });
const healer = (kind: 'invocation' | 'function-error', requestId = 'r', minutes = 0): Observation =>
  aLine(kind, 'on-health-sweep', { requestId }, NOW_MS + minutes * MINUTE_MS);
const ended = (version: number, outcome: string, status = 'SUCCEEDED'): Observation => ({
  kind: 'execution-end',
  atMs: NOW_MS,
  actor: scaling(version),
  status,
  output: { outcome },
});
const sleeping = { name: 'staging-2-1', workflow: 'sleep-environment', input: { environmentId: 'staging', epoch: 2 } };
const waking = { name: 'staging-3-1', workflow: 'wake-environment', input: { environmentId: 'staging', epoch: 3 } };
/** What a sleep of staging has saved of a group. */
const savedSize = (desired: number, max = 40, min = 2): Observation =>
  aWrite('ENV#staging', { savedSizes: { 'group-of-web': { min, max, desired } } });
const SAVED = savedSize(3);
const aWaking = (changes: Partial<SizeRequest>): Observation =>
  aRequest({ actor: waking, bounds: { min: 2, max: 40 }, group: aGroup({ min: 0, desired: 0 }), ...changes });
/** A look at staging, whose schedule stops it at 19:00 UTC. */
const aLook = (from: string, until: string, before: object, after: object = before): Observation =>
  aWrite(
    'ENV#staging',
    { scheduleHash: 'a', ...after, lastEvaluatedAt: `2026-01-05T${until}:00.000Z` },
    { before: { scheduleHash: 'a', ...before, lastEvaluatedAt: `2026-01-05T${from}:00.000Z` } },
  );
const AWAKE = { phase: 'awake', epoch: 4, wanted: 'awake' };
const FALLING = { phase: 'falling-asleep', epoch: 5, wanted: 'asleep', lastReason: 'schedule-stops' };
const failing = (tierId: string, minutes: number): Observation => failingAt('tierId', tierId, minutes);
const failingAt = (key: 'tierId' | 'environmentId', id: string, minutes: number): Observation =>
  aLine('log', 'on-sweep', { line: `{"message":"a decision failed","${key}":"${id}"}` }, NOW_MS + minutes * MINUTE_MS);
const looked = (tierId: string, minutes: number): Observation =>
  aWrite(`TIER#${tierId}`, { revision: minutes }, { atMs: NOW_MS + minutes * MINUTE_MS });
const TWO_TIERS = aBlueprint([aTier(), aTier({ id: 'api' })]);
const TWO_ENVIRONMENTS = {
  ...BLUEPRINT,
  environments: { staging: anEnvironment(), qa: anEnvironment({ id: 'qa' }) },
};
const dueAfter = (environmentId: string, minutes: number): Observation =>
  aWrite(`ENV#${environmentId}`, { nextDueAt: new Date(NOW_MS + minutes * MINUTE_MS).toISOString() });
const failedOn = (requestId: string): Observation => aLine('function-error', 'on-sweep', { requestId });
const failedThrice = ['r', 'r', 'r'].map(failedOn);
const UNDELIVERED = aLine('function-error', 'on-sweep', { undelivered: 'arn:aws:sqs:eu-west-1:1:dead' });
const RINGING = aLine('alarm', 'rubato-demo-on-sweep-errors', { to: 'ALARM' });
/** Decisions about the health and the size of a tier, as they are recorded. */
const decided = (kind: 'heal' | 'scale', decision: PlainItem, minutes = 0): Observation =>
  aWrite(
    'TIER#web',
    { kind, ...decision },
    { sk: `DECISION#${minutes}#${kind}#1`, atMs: NOW_MS + minutes * MINUTE_MS },
  );
const heldFor = (reason: string, minutes: number): Observation => decided('heal', { action: 'hold', reason }, minutes);
const GAP = { target: 4, targetVersion: 7 };

export const PLANTED_BUGS: readonly PlantedBug[] = [
  {
    id: 'S1',
    bug: 'a size over the maximum',
    seen: [aRequest({ size: 41 })],
    says: 'tier web was set to 41 by web-7-1, allowed are 2 to 40',
    but: 'the maximum',
    harmless: [aRequest({ size: 40 })],
  },
  {
    id: 'S1',
    bug: 'zero without a sleep',
    seen: [aRequest({ size: 0 })],
    says: 'tier web was set to 0',
    but: 'zero for a sleep',
    harmless: [aRequest({ size: 0, actor: sleeping })],
  },
  {
    id: 'S1',
    bug: 'a group of no tier woken to more than was saved',
    seen: [SAVED, aWaking({ tierId: null, size: 4 })],
    says: 'group-of-web was woken to 4 within 2 to 40 by staging-3-1, due are 3 within 2 to 40',
    but: 'the saved size, and what the group has where that is more',
    harmless: [
      SAVED,
      aWaking({ tierId: null, size: 3 }),
      aWaking({ tierId: null, size: 5, group: aGroup({ desired: 5 }) }),
      aWaking({ tierId: null, size: 5, groupName: 'never-asleep', group: aGroup({ desired: 5 }) }),
    ],
  },
  {
    id: 'S1',
    bug: 'a tier woken to less than was saved',
    seen: [SAVED, aWaking({ size: 2 })],
    says: 'group-of-web was woken to 2 within 2 to 40 by staging-3-1, due are 3 to 40 within 2 to 40',
    but: 'the saved size, and more for a forecast',
    harmless: [SAVED, aWaking({ size: 3 }), aWaking({ size: 40 })],
  },
  {
    id: 'S1',
    bug: 'a group woken to less than it has',
    seen: [SAVED, aWaking({ size: 3, group: aGroup({ desired: 5 }) })],
    says: 'group-of-web was woken to 3 within 2 to 40 by staging-3-1, due are 5 to 40 within 2 to 40',
    but: 'what it has, over the maximum of its tier, and what it had not yet when it was asked for',
    harmless: [
      SAVED,
      aWaking({ size: 45, bounds: { min: 2, max: 60 }, group: aGroup({ desired: 45, max: 60 }) }),
      aWaking({ size: 3, group: aGroup({ desired: 5 }), calledAtMs: NOW_MS - SECOND_MS }),
    ],
  },
  {
    id: 'S1',
    bug: 'a group woken within other bounds than those that were saved',
    seen: [SAVED, aWaking({ size: 3, bounds: { min: 0, max: 40 } })],
    says: 'was woken to 3 within 0 to 40',
    but: 'bounds that somebody widened meanwhile, and those of a group that has its size already',
    harmless: [
      SAVED,
      aWaking({ size: 3, bounds: { min: 2, max: 60 }, group: aGroup({ desired: 0, max: 60 }) }),
      aWaking({ size: 3, bounds: { min: 0, max: 30 }, group: aGroup({ desired: 3, min: 0, max: 30 }) }),
    ],
  },
  {
    id: 'S1',
    bug: 'a tier woken to a saved size over its maximum',
    seen: [savedSize(50, 60), aWaking({ size: 50, bounds: { min: 2, max: 60 } })],
    says: 'group-of-web was woken to 50 within 2 to 60 by staging-3-1, due are 40 within 2 to 60',
    but: 'the maximum, and a group of no tier',
    harmless: [
      savedSize(50, 60),
      aWaking({ size: 40, bounds: { min: 2, max: 60 } }),
      aWaking({ tierId: null, size: 50, bounds: { min: 2, max: 60 } }),
    ],
  },
  {
    id: 'S1',
    bug: 'a tier woken to a saved size under its minimum',
    seen: [
      savedSize(1, 40, 1),
      aWaking({ size: 1, bounds: { min: 1, max: 40 }, group: aGroup({ min: 0, desired: 0 }) }),
    ],
    says: 'group-of-web was woken to 1 within 1 to 40 by staging-3-1, due are 2 to 40 within 1 to 40',
    but: 'as much as its group allows',
    harmless: [
      savedSize(1, 1, 1),
      aWaking({ size: 1, bounds: { min: 1, max: 1 }, group: aGroup({ min: 0, max: 1, desired: 0 }) }),
    ],
  },
  {
    id: 'S2',
    bug: 'a step up over twice the size',
    seen: [aDecision(12, 25)],
    says: 'one step up ends at 24',
    but: 'ten more for a small one',
    harmless: [aDecision(2, 12)],
  },
  {
    id: 'S2',
    bug: 'a step down over a tenth',
    seen: [aDecision(20, 17)],
    says: 'one step down ends at 18',
    but: 'what seven sweeps agree on',
    harmless: [aDecision(20, 17, { wants: [16, 15, 17, 12, 11, 10, 9] })],
  },
  {
    id: 'S2',
    bug: 'more than the budget of all tiers in a minute',
    seen: [aDecision(30, 27, { fleet: 60 }), aDecision(30, 27, { atMs: NOW_MS + 30 * SECOND_MS, fleet: 60 })],
    says: 'all tiers together lose 6 of 60',
    but: 'in two minutes',
    harmless: [aDecision(30, 27, { fleet: 60 }), aDecision(30, 27, { atMs: NOW_MS + MINUTE_MS, fleet: 60 })],
  },
  {
    id: 'S3',
    bug: 'a decrease without a load',
    seen: [aTierWrite(), aDecision(10, 9)],
    says: 'without a valid load of its load balancer',
    but: 'no requests while hosts are counted',
    harmless: [aTierWrite(), aRead({ HealthyHostCount: 10 }), aDecision(10, 9)],
  },
  {
    id: 'S3',
    bug: 'a decrease on a load that is stale',
    seen: [aTierWrite(), aRead({ RequestCount: 1000 }, NOW_MS - 4 * MINUTE_MS), aDecision(10, 9)],
    says: 'without a valid load',
    but: 'one of two minutes ago',
    harmless: [aTierWrite(), aRead({ RequestCount: 1000 }, NOW_MS - 3 * MINUTE_MS), aDecision(10, 9)],
  },
  {
    id: 'S3',
    bug: 'a decrease on a load that is not a number',
    seen: [aTierWrite(), aRead({ RequestCount: Number.NaN }), aDecision(10, 9)],
    says: 'without a valid load',
    but: 'an increase',
    harmless: [aTierWrite(), aRead({ RequestCount: Number.NaN }), aDecision(10, 11)],
  },
  {
    id: 'S4',
    bug: 'a decrease of a fleet of which a fifth is bad',
    seen: [aDecision(10, 9, { group: aGroup({ desired: 10, members: 10, inService: 10, healthy: 8, bad: bad(2) }) })],
    says: 'while only 8 of 10 were healthy',
    but: 'giving up what never came',
    harmless: [aDecision(10, 9, { group: aGroup({ desired: 10, members: 8, inService: 8, healthy: 8 }) })],
  },
  {
    id: 'S4',
    bug: 'a replacement while half of a tier is bad',
    seen: [aReplacement('i-1', { group: aGroup({ bad: bad(2) }) })],
    says: 'while 2 of 4 were bad at once',
    but: 'one bad instance of two',
    harmless: [aReplacement('i-1', { group: aGroup({ inService: 2, bad: bad(1) }) })],
  },
  {
    id: 'S4',
    bug: 'a replacement while a zone is failing',
    seen: [aReplacement('i-1', { group: aGroup({ inService: 20, zones: { a: 5, b: 15 }, bad: bad(2) }) })],
    says: 'were bad at once',
  },
  {
    id: 'S4',
    bug: 'a mass failure that nobody tells',
    seen: [aBeat(1, MASS), aBeat(7, MASS), aBeat(8, MASS)],
    says: 'the mass failure of tier web since 2026-01-05T10:01:00.000Z is not told',
    but: 'one that was told before it was certain, and one that is over before it has to be',
    harmless: [
      braking(true, 0),
      alerted(0),
      ...[1, 7, 8].map((minutes) => aBeat(minutes, MASS)),
      aBeat(9),
      braking(false, 9),
      ...[10, 16].map((minutes) => aBeat(minutes, MASS)),
      aBeat(17),
    ],
  },
  {
    id: 'S4',
    bug: 'a mass failure that is told each minute',
    seen: [aBeat(1, MASS), alerted(1), aBeat(2, MASS), alerted(2)],
    says: 'the mass failure of tier web is told again',
    but: 'another one, after the first was over',
    harmless: [aBeat(1, MASS), alerted(1), aBeat(2), aBeat(3, MASS), alerted(3)],
  },
  {
    id: 'S4',
    bug: 'a brake that is on and is told again before it can be certain why',
    seen: [braking(true, 0), alerted(0), braking(true, 1), alerted(1)],
    says: 'the mass failure of tier web is told again',
    but: 'one that was off in between',
    harmless: [braking(true, 0), alerted(0), braking(false, 1), braking(true, 2), alerted(2)],
  },
  {
    id: 'S4',
    bug: 'a mass failure that is not told, though a function died before the brake came on',
    seen: [healer('invocation'), healer('function-error'), braking(true, 1), aBeat(1, MASS), aBeat(8, MASS)],
    says: 'the mass failure of tier web since 2026-01-05T10:01:00.000Z is not told',
    but: 'one that died over it, whose alarm rings',
    harmless: [
      healer('invocation'),
      braking(true, 0),
      healer('function-error'),
      ...[1, 8].map((minutes) => aBeat(minutes, MASS)),
    ],
  },
  {
    id: 'S4',
    bug: 'a mass failure that is not told, though a function died that was called after the brake came on',
    seen: [
      healer('invocation'),
      braking(true, 0),
      healer('invocation', 's', 0.5),
      healer('function-error', 's', 0.5),
      aBeat(1, MASS),
      aBeat(8, MASS),
    ],
    says: 'the mass failure of tier web since 2026-01-05T10:01:00.000Z is not told',
  },
  {
    id: 'S4',
    bug: 'a mass failure that is not told once its tier is awake',
    seen: [aTierWrite({ suspendedBy: 'staging' }), aBeat(1, MASS), aTierWrite(), aBeat(2, MASS), aBeat(9, MASS)],
    says: 'the mass failure of tier web since 2026-01-05T10:02:00.000Z is not told',
    but: 'what no load balancer checks, what is protected, and a switch that is off',
    harmless: [
      ...[1, 9].map((minutes) => aBeat(minutes, { ...MASS, isBalanced: false })),
      ...[10, 19].map((minutes) => aBeat(minutes, { ...MASS, isProtected: true })),
      aWrite('SWITCH', { mode: 'off' }),
      ...[20, 29].map((minutes) => aBeat(minutes, MASS)),
    ],
  },
  {
    id: 'S5',
    bug: 'a version that goes back',
    seen: [aTierWrite({ targetVersion: 6 }, { before: { targetVersion: 7 } })],
    says: 'targetVersion of TIER#web STATE went from 7 back to 6',
    but: 'an item that was deleted and made anew',
    harmless: [aTierWrite({ targetVersion: 6 }, { before: undefined })],
  },
  {
    id: 'S5',
    bug: 'an intent of an older version over that of a newer one',
    seen: [aTierWrite({ intent: { version: 6, size: 4 } }, { before: { intent: { version: 7, size: 5 } } })],
    says: 'intent.version of TIER#web STATE went from 7 back to 6',
  },
  {
    id: 'S5',
    bug: 'an effect that starts for an old version',
    seen: [
      aTierWrite(),
      aTierWrite({ targetVersion: 8 }),
      aRequest({ atMs: NOW_MS + MINUTE_MS, calledAtMs: NOW_MS + MINUTE_MS }),
    ],
    says: 'web-7-1 acted for targetVersion 7 of TIER#web STATE, which is at 8',
    but: 'one that was already on its way',
    harmless: [
      aTierWrite(),
      aTierWrite({ targetVersion: 8 }),
      aRequest({ atMs: NOW_MS + MINUTE_MS, calledAtMs: NOW_MS }),
    ],
  },
  {
    id: 'S5',
    bug: 'a sleep that goes on although a wake has begun',
    seen: [
      aWrite('ENV#staging', { epoch: 2 }),
      aWrite('ENV#staging', { epoch: 3 }),
      aRequest({ atMs: NOW_MS + MINUTE_MS, actor: sleeping }),
    ],
    says: 'staging-2-1 acted for epoch 2 of ENV#staging STATE, which is at 3',
    but: 'the wake',
    harmless: [
      aWrite('ENV#staging', { epoch: 2 }),
      aWrite('ENV#staging', { epoch: 3 }),
      aRequest({ atMs: NOW_MS + MINUTE_MS, actor: waking }),
    ],
  },
  {
    id: 'S5',
    bug: 'a replacement that goes on although another one has begun',
    seen: [aHealing(3), aHealing(4), aReplacement('i-1', { atMs: NOW_MS + MINUTE_MS })],
    says: 'web-3 acted for epoch 3 of TIER#web HEALING, which is at 4',
  },
  {
    id: 'S6',
    bug: 'two sizes for one version',
    seen: [aRequest({ size: 5 }), aRequest({ size: 6, actor: scaling(7, 2) })],
    says: 'version 7 of tier web had two effects',
    but: 'the same size once more',
    harmless: [aRequest({ size: 5 }), aRequest({ size: 5, actor: scaling(7, 2) })],
  },
  {
    id: 'S6',
    bug: 'two instances ended in one epoch',
    seen: [aReplacement('i-1'), aReplacement('i-2')],
    says: 'healing epoch 3 of tier web had two effects',
  },
  {
    id: 'S7',
    bug: 'an effect older than what is applied',
    seen: [aTierWrite({ applied: { version: 8 } }), aRequest()],
    says: 'web-7-1 acted for 7 of TIER#web STATE, which is at 8',
    but: 'what is applied once more',
    harmless: [aTierWrite({ applied: { version: 7 } }), aRequest()],
  },
  {
    id: 'S7',
    bug: 'an effect past the deadline of its execution',
    seen: [aDecision(4, 5), aRequest({ atMs: NOW_MS + 10 * MINUTE_MS, actor: scalingWithin(540) })],
    says: 'web-7-1 acted at 2026-01-05T10:10:00.000Z, past its deadline at 2026-01-05T10:09:00.000Z',
    but: 'one of another attempt, decided later',
    harmless: [
      aDecision(4, 5),
      aDecision(4, 5, { attempt: 2, isRepeat: true, atMs: NOW_MS + 5 * MINUTE_MS }),
      aRequest({ atMs: NOW_MS + 10 * MINUTE_MS, actor: scalingWithin(540, 2) }),
    ],
  },
  {
    id: 'S7',
    bug: 'a replacement after a newer one has begun',
    seen: [aHealing(3), aHealing(4), aReplacement()],
    says: 'web-3 acted for 3 of TIER#web HEALING, which is at 4',
    but: 'a renewed lease',
    harmless: [aHealing(3), aHealing(3, { before: { epoch: 3 } }), aReplacement()],
  },
  {
    id: 'S7',
    bug: 'a replacement past the deadline of its execution',
    seen: [aHealing(3), aReplacement('i-1', { atMs: NOW_MS + 10 * MINUTE_MS, actor: healingWithin(540) })],
    says: 'web-3 acted at 2026-01-05T10:10:00.000Z, past its deadline at 2026-01-05T10:09:00.000Z',
    but: 'a renewed lease does not move the deadline, and it is met',
    harmless: [
      aHealing(3),
      aHealing(3, { before: { epoch: 3 }, atMs: NOW_MS + 5 * MINUTE_MS }),
      aReplacement('i-1', { atMs: NOW_MS + 9 * MINUTE_MS, actor: healingWithin(540) }),
    ],
  },
  {
    id: 'S7',
    bug: 'a group is put to sleep after it was woken by a newer epoch',
    seen: [aWrite('ENV#staging', { phase: 'awake', epoch: 4 }), aStageRequest()],
    says: 'staging-3-1 acted for 3 of ENV#staging STATE, which is at 4',
    but: 'one of the same epoch, and one while a newer wish is on its way',
    harmless: [
      aWrite('ENV#staging', { phase: 'asleep', epoch: 3 }),
      aWrite('ENV#staging', { phase: 'waking', epoch: 4 }),
      aStageRequest(),
    ],
  },
  {
    id: 'S7',
    bug: 'a refused call for a group is repeated past the deadline of its stage',
    seen: [aStageRequest(), aStageRequest({ atMs: NOW_MS + 61 * SECOND_MS })],
    says: 'staging-3-1 acted at 2026-01-05T10:01:01.000Z, past its deadline at 2026-01-05T10:01:00.000Z',
    but: 'the group of a later stage, and another attempt',
    harmless: [
      aStageRequest(),
      aStageRequest({ atMs: NOW_MS + 61 * SECOND_MS, groupName: 'later', stageBegunAtMs: NOW_MS + 50 * SECOND_MS }),
      aStageRequest({
        atMs: NOW_MS + 61 * SECOND_MS,
        actor: sleepingInMinutes(2),
        stageBegunAtMs: NOW_MS + 60 * SECOND_MS,
      }),
    ],
  },
  {
    id: 'S7',
    bug: 'the first call for the last group of a stage comes past the deadline of the stage',
    seen: [aStageRequest(), aStageRequest({ atMs: NOW_MS + 61 * SECOND_MS, groupName: 'last' })],
    says: 'staging-3-1 acted at 2026-01-05T10:01:01.000Z, past its deadline at 2026-01-05T10:01:00.000Z',
  },
  {
    id: 'S8',
    bug: 'a group of somebody else',
    seen: [aRequest({ group: aGroup({ isOwned: false }) })],
    says: 'lacks the tag of the installation',
  },
  {
    id: 'S8',
    bug: 'a protected group',
    seen: [aReplacement('i-1', { group: aGroup({ isProtected: true }) })],
    says: 'is protected',
    but: 'a group of ours',
    harmless: [aReplacement()],
  },
  {
    id: 'S8',
    bug: 'an effect on nothing that has a name',
    seen: [aReplacement('i-1', { call: 'autoscaling:TerminateInstanceInAutoScalingGroup', group: null })],
    says: 'names no group that there is',
  },
  {
    id: 'S9',
    bug: 'an effect 11 s after the switch',
    seen: [aWrite('SWITCH', { mode: 'off' }), aRequest({ atMs: NOW_MS + 11 * SECOND_MS })],
    says: 'web-7-1 acted although the switch is off',
    but: 'one 10 s after it',
    harmless: [aWrite('SWITCH', { mode: 'off' }), aRequest({ atMs: NOW_MS + 10 * SECOND_MS })],
  },
  {
    id: 'S9',
    bug: 'a target recorded in a dry run',
    seen: [aWrite('SWITCH', { mode: 'dry-run' }), aDecision(4, 5, { atMs: NOW_MS + MINUTE_MS })],
    says: 'a target of 5 was recorded for tier web although the switch is dry-run',
  },
  {
    id: 'S9',
    bug: 'a switch that nobody understands',
    seen: [aWrite('SWITCH', { mode: 'maybe' }), aReplacement('i-1', { atMs: NOW_MS + MINUTE_MS })],
    says: 'although the switch is off',
    but: 'a switch that was put back',
    harmless: [
      aWrite('SWITCH', { mode: 'off' }),
      aWrite('SWITCH', { mode: 'on' }),
      aReplacement('i-1', { atMs: NOW_MS + MINUTE_MS }),
    ],
  },
  {
    id: 'S10',
    bug: 'a size of somebody else that is lowered',
    seen: [aTierWrite({ target: 4 }), A_FOREIGN_SIZE, aDecision(9, 8, { atMs: NOW_MS + 14 * MINUTE_MS })],
    says: 'below the 9 that somebody else set',
    but: 'after 15 minutes',
    harmless: [aTierWrite({ target: 4 }), A_FOREIGN_SIZE, aDecision(9, 8, { atMs: NOW_MS + 15 * MINUTE_MS })],
  },
  {
    id: 'S10',
    bug: 'a size of somebody else that nobody hears of',
    seen: [aTierWrite({ target: 4 }), A_FOREIGN_SIZE, aBeat(3, { desired: 9 }), aBeat(4, { desired: 9 })],
    says: 'nothing tells that somebody else set tier web to 9 at 2026-01-05T10:00:00.000Z',
    but: 'one that a decision tells of',
    harmless: [
      aTierWrite({ target: 4 }),
      A_FOREIGN_SIZE,
      decided('scale', { action: 'hold', inputs: { adopted: 'foreign-change' } }),
      aBeat(4, { desired: 9 }),
    ],
  },
  {
    id: 'S10',
    bug: 'a size of somebody else that the tier is decided over as if it were its own, while healing is blocked',
    seen: [
      aTierWrite({ target: 4 }),
      A_FOREIGN_SIZE,
      decided('scale', { action: 'hold', reason: 'on-target', inputs: {} }),
      decided('heal', { action: 'blocked', inputs: {} }),
      aBeat(4, { desired: 9 }),
    ],
    says: 'nothing tells that somebody else set tier web to 9',
    but: 'one that was taken back before anybody looked',
    harmless: [aTierWrite({ target: 4 }), A_FOREIGN_SIZE, aBeat(1, { desired: 4 }), aBeat(4, { desired: 4 })],
  },
  {
    id: 'S11',
    bug: 'a deletion that nobody approved',
    seen: [aReplacement('i-1', { call: 'cloudformation:DeleteStack', group: null })],
    says: 'web-3 made cloudformation:DeleteStack, for which there is no approval',
    but: 'the replacement of an instance by its group',
    harmless: [aReplacement('i-1'), aReplacement('i-1', { call: 'elasticloadbalancing:DeregisterTargets' })],
  },
  {
    id: 'S12',
    bug: 'a decrease four minutes after an increase',
    seen: [aDecision(4, 5), aDecision(5, 4, { atMs: NOW_MS + 4 * MINUTE_MS })],
    says: 'tier web was to shrink to 4, having grown at',
    but: 'five minutes after it',
    harmless: [aDecision(4, 5), aDecision(5, 4, { atMs: NOW_MS + 5 * MINUTE_MS })],
  },
  {
    id: 'S12',
    bug: 'a fifth change of direction within an hour',
    seen: [0, 6, 12, 18, 24, 30].map((minutes, index) =>
      aDecision(4 + (index % 2), 5 - (index % 2), { atMs: NOW_MS + minutes * MINUTE_MS }),
    ),
    says: 'the change of direction number 5 within an hour',
    but: 'once an hour has gone by',
    harmless: [0, 15, 30, 45, 60, 76].map((minutes, index) =>
      aDecision(4 + (index % 2), 5 - (index % 2), { atMs: NOW_MS + minutes * MINUTE_MS }),
    ),
  },
  {
    id: 'S13',
    bug: 'a decrease amid errors',
    seen: [aTierWrite(), aRead({ RequestCount: 100, HTTPCode_Target_5XX_Count: 6 }), aDecision(10, 9)],
    says: 'while 6.0 % were errors',
    but: 'as many as the guard allows',
    harmless: [aTierWrite(), aRead({ RequestCount: 100, HTTPCode_Target_5XX_Count: 5 }), aDecision(10, 9)],
  },
  {
    id: 'S13',
    bug: 'a decrease while the load balancer answers for targets that do not, and serves nobody else',
    seen: [
      aTierWrite({ loadBalancer: { ...BALANCER, isExclusive: true } }),
      aRead({ RequestCount: 100 }),
      aBalancerRead({ HTTPCode_ELB_5XX_Count: 6 }),
      aDecision(10, 9),
    ],
    says: 'while 6.0 % were errors',
    but: 'where it may answer for others',
    harmless: [
      aTierWrite({ loadBalancer: { ...BALANCER, isExclusive: false } }),
      aRead({ RequestCount: 100 }),
      aBalancerRead({ HTTPCode_ELB_5XX_Count: 6 }),
      aDecision(10, 9),
    ],
  },
  {
    id: 'S13',
    bug: 'a decrease amid slow answers',
    seen: [aTierWrite(), LOAD, aRead({ TargetResponseTime: 0.6 }), aDecision(10, 9)],
    says: 'while p95 was 600 ms',
  },
  {
    id: 'S13',
    bug: 'a decrease that one of two load metrics does not agree to',
    blueprint: aShop(TRACKING),
    seen: [aTierWrite(), LOAD, ordersRead(650), aDecision(10, 9)],
    says: 'tier web was to shrink from 10 to 9 while Shop Orders wanted 10 or more',
    but: 'one that both agree to by now',
    harmless: [aTierWrite(), LOAD, ordersRead(620, 650), aDecision(10, 9)],
  },
  {
    id: 'S13',
    bug: 'a decrease that a load metric of the minute before does not agree to, the newest one being not complete',
    blueprint: aShop(TRACKING),
    seen: [aTierWrite(), aRead({ RequestCount: 1000 }, NOW_MS - 2 * MINUTE_MS), ordersRead(100, 650), aDecision(10, 9)],
    says: 'while Shop Orders wanted 10 or more',
  },
  {
    id: 'S13',
    bug: 'a decrease with a load over the threshold under which steps take away',
    blueprint: aShop(STEPS),
    seen: [aTierWrite(), LOAD, ordersRead(410), aDecision(10, 9)],
    says: 'while Shop Orders wanted 10 or more',
    but: 'a load at the threshold',
    harmless: [aTierWrite(), LOAD, ordersRead(400), aDecision(10, 9)],
  },
  {
    id: 'S13',
    bug: 'a decrease that leaves HPA, under a floor that is not on, less than its target asks for',
    blueprint: aShop({ type: 'scheduled-floor', floors: [], leadMinutes: 0, policy: HPA }),
    seen: [aTierWrite(), LOAD, ordersRead(460), aDecision(10, 9)],
    says: 'while Shop Orders wanted 10 or more',
    but: 'what its target allows',
    harmless: [aTierWrite(), LOAD, ordersRead(450), aDecision(10, 9)],
  },
  {
    id: 'S13',
    bug: 'a decrease of the adaptive policy under a load that uses all there is',
    blueprint: aShop({ type: 'adaptive', unservedPrice: 100 }),
    seen: [aTierWrite(), LOAD, ordersRead(901), aDecision(10, 9)],
    says: 'while Shop Orders wanted 10 or more',
    but: 'a load that what is left can serve',
    harmless: [aTierWrite(), LOAD, ordersRead(900), aDecision(10, 9)],
  },
  {
    id: 'S14',
    bug: 'an edge that is passed over',
    seen: [aLook('18:59', '19:01', AWAKE)],
    says: 'the edge of environment staging at 2026-01-05T19:00:00.000Z, which wants it stopped, had no effect: it is awake',
    but: 'an edge that an override, or a schedule that is another one, speaks for',
    harmless: [
      aLook('18:59', '19:01', { ...AWAKE, override: { wanted: 'awake' } }),
      aLook('18:59', '19:01', { ...AWAKE, scheduleHash: 'b' }, { ...AWAKE, scheduleHash: 'c' }),
    ],
  },
  {
    id: 'S14',
    bug: 'an edge with two effects',
    seen: [aLook('18:59', '19:00', AWAKE, FALLING), aLook('18:59', '19:01', FALLING, { ...FALLING, epoch: 6 })],
    says: 'at 2026-01-05T19:00:00.000Z had two effects: epochs 5 and 6',
    but: 'an edge with one effect, which is carried out',
    harmless: [
      aLook('18:59', '19:00', AWAKE, FALLING),
      aLook('19:00', '19:01', FALLING),
      aLook('19:01', '19:02', { ...FALLING, phase: 'asleep' }),
    ],
  },
  {
    id: 'S14',
    bug: 'a sleep for an edge that there is not',
    seen: [aLook('17:59', '18:00', AWAKE, FALLING)],
    says: 'epoch 5 of environment staging is for an edge that its schedule does not have',
    but: 'a sleep for another reason',
    harmless: [aLook('17:59', '18:00', AWAKE, { ...FALLING, lastReason: 'override' })],
  },
  {
    id: 'S15',
    bug: 'a size that was not written down',
    seen: [aTierWrite({ intent: { version: 7, size: 4 } }), aRequest({ size: 5 })],
    says: 'without having written it down',
    but: 'one that was',
    harmless: [aTierWrite({ intent: { version: 7, size: 5 } }), aRequest({ size: 5 })],
  },
  {
    id: 'S15',
    bug: 'a sleep that forgets a size',
    seen: [aWrite('ENV#staging', { savedSizes: {} }), aRequest({ size: 0, actor: sleeping })],
    says: 'without having saved its size',
    but: 'one that has kept it',
    harmless: [aWrite('ENV#staging', { savedSizes: { 'group-of-web': {} } }), aRequest({ size: 0, actor: sleeping })],
  },
  {
    id: 'S15',
    bug: 'a wake of an environment that is not waking',
    seen: [aWrite('ENV#staging', { phase: 'asleep' }), aRequest({ actor: waking })],
    says: 'staging-3-1 set group-of-web to 5 while the environment is asleep',
    but: 'one of a waking one',
    harmless: [aWrite('ENV#staging', { phase: 'waking' }), aRequest({ actor: waking })],
  },
  {
    id: 'S15',
    bug: 'a size that a function sets by itself',
    seen: [aRequest({ actor: { name: 'on-sweep', workflow: null, input: {} } })],
    says: 'on-sweep set group-of-web to 5, for which there is no record',
  },
  {
    id: 'S15',
    bug: 'an instance that a replacement ends in another way',
    seen: [aReplacement('i-1', { call: 'ec2:TerminateInstances' })],
    says: 'web-3 made ec2:TerminateInstances, for which there is no record',
  },
  {
    id: 'S15',
    bug: 'a phase without an edge to it',
    seen: [aWrite('ENV#staging', { phase: 'asleep' }, { before: { phase: 'awake' } })],
    says: 'ENV#staging went from awake to asleep',
    but: 'one with an edge',
    harmless: [aWrite('ENV#staging', { phase: 'asleep' }, { before: { phase: 'falling-asleep' } })],
  },
  {
    id: 'S15',
    bug: 'a replacement without evidence',
    seen: [aReplacement()],
    says: 'without having written down why',
    but: 'one with it',
    harmless: [aWrite('TIER#web', { instanceId: 'i-1' }, { sk: 'EVIDENCE#3' }), aReplacement()],
  },
  {
    id: 'S16',
    bug: 'a tier that waits for one that fails',
    blueprint: TWO_TIERS,
    seen: [
      looked('web', 3),
      looked('api', 3),
      looked('web', 4),
      failing('web', 4),
      looked('web', 5),
      failing('web', 5),
      aBeat(5),
    ],
    says: 'tier api was last looked at 120 s ago, while tier web fails',
    but: 'a tier that fails alone',
    harmless: [looked('web', 3), looked('api', 3), looked('api', 5), failing('web', 5), aBeat(5)],
  },
  {
    id: 'S16',
    bug: 'an environment that is due waits for one that fails',
    blueprint: TWO_ENVIRONMENTS,
    seen: [dueAfter('staging', 3), dueAfter('qa', 3), failingAt('environmentId', 'staging', 4), aBeat(5)],
    says: 'environment qa is not looked at, and was due 120 s ago, while environment staging fails',
    but: 'one that was looked at, and one that fails alone',
    harmless: [dueAfter('staging', 3), dueAfter('qa', 9), failingAt('environmentId', 'staging', 4), aBeat(5)],
  },
  {
    id: 'S16',
    bug: 'an environment that is due waits for a tier that fails',
    seen: [dueAfter('staging', 3), failing('web', 4), aBeat(5)],
    says: 'environment staging is not looked at, and was due 120 s ago, while tier web fails',
    but: 'one that the blueprint no longer names',
    harmless: [dueAfter('retired', 3), failing('web', 4), aBeat(5)],
  },
  {
    id: 'S17',
    bug: 'a key in a log',
    seen: [aLine('log', 'on-sweep', { line: '{"key":"ASIA0123456789ABCDEF"}' })],
    says: 'a log holds ASIA...',
    but: 'a word that begins like it',
    harmless: [aLine('log', 'on-sweep', { line: '{"region":"ASIA"}' })],
  },
  {
    id: 'S17',
    bug: 'an event in a log, as it arrived',
    seen: [aLine('log', 'on-metric-alarm', { line: '{"event":"{\\"detail-type\\":\\"Alarm\\"}"}' })],
    says: 'a log holds a raw event',
    but: 'a word of it',
    harmless: [aLine('log', 'on-metric-alarm', { line: '{"message":"no detail-type that is known"}' })],
  },
  {
    id: 'S17',
    bug: 'a task token in the evidence of a replacement',
    seen: [aWrite('TIER#web', { console: 'TaskToken=AAAA' }, { sk: 'EVIDENCE#3' })],
    says: 'TIER#web EVIDENCE#3 holds Task...',
  },
  {
    id: 'S18',
    bug: 'an outcome that nobody knows',
    seen: [aDecision(4, 5), ended(7, 'done')],
    says: 'web-7-1 ended as "done", which is no outcome',
    but: 'one that is known',
    harmless: [aDecision(4, 5), ended(7, 'no-capacity')],
  },
  {
    id: 'S18',
    bug: 'an execution without a decision',
    seen: [ended(7, 'settled')],
    says: 'a decision that was never recorded',
  },
  {
    id: 'S18',
    bug: 'a decision that comes to no end before its backstop',
    seen: [aDecision(4, 5), aTierWrite(), aBeat(18), aBeat(19)],
    says: 'version 7 of tier web, attempt 1, which was decided at 2026-01-05T10:00:00.000Z, has come to no end',
    but: 'one that has come to an outcome',
    harmless: [aDecision(4, 5), ended(7, 'settled'), aBeat(19)],
  },
  {
    id: 'S18',
    bug: 'a second attempt that comes to no end, though the first one did',
    seen: [
      aDecision(4, 5),
      ended(7, 'unhealthy'),
      aDecision(4, 5, { attempt: 2, isRepeat: true, atMs: NOW_MS + 5 * MINUTE_MS }),
      aBeat(19),
      aBeat(24),
    ],
    says: 'version 7 of tier web, attempt 2, which was decided at 2026-01-05T10:05:00.000Z, has come to no end',
    but: 'one whose outcome is recorded, though its execution did not end well',
    harmless: [
      aDecision(4, 5),
      ended(7, '', 'FAILED'),
      aTierWrite({ applied: { version: 7, at: '10:01' } }, { before: { applied: { version: 7, at: '09:58' } } }),
      aBeat(19),
    ],
  },
  {
    id: 'S18',
    bug: 'a decision whose execution failed, and that nobody takes up',
    seen: [aDecision(4, 5), ended(7, '', 'FAILED'), aTierWrite({ lastReason: 'on-target' }), aBeat(19)],
    says: 'has come to no end',
    but: 'one that is superseded, asleep, blocked or switched off',
    harmless: [
      ...[
        aTierWrite({ targetVersion: 8 }),
        aTierWrite({ suspendedBy: 'staging' }),
        decided('scale', { action: 'blocked' }),
      ].flatMap((end) => [aDecision(4, 5), end, aBeat(19)]),
      aWrite('SWITCH', { mode: 'dry-run' }),
      aDecision(4, 5),
      aBeat(19),
    ],
  },
  {
    id: 'S18',
    bug: 'a decision that nobody takes up, while healing is blocked',
    seen: [aDecision(4, 5), ended(7, '', 'FAILED'), decided('heal', { action: 'blocked' }), aBeat(19)],
    says: 'version 7 of tier web, attempt 1, which was decided at 2026-01-05T10:00:00.000Z, has come to no end',
  },
  {
    id: 'L1',
    bug: 'a size that is not reached and nobody says why',
    seen: [aTierWrite(GAP), ...[1, 2, 3, 4, 5].map((minutes) => aBeat(minutes, { inService: 3 }))],
    says: 'tier web has 3 instances and asks for 4, its target is 4',
    but: 'an outcome that says why',
    harmless: [
      aTierWrite({ ...GAP, applied: { version: 7, outcome: 'no-capacity' } }),
      ...[1, 2, 3, 4, 5].map((minutes) => aBeat(minutes, { inService: 3 })),
    ],
  },
  {
    id: 'L1',
    bug: 'a size that stays after the faults are over',
    seen: [
      aTierWrite(GAP),
      ...[1, 5, 6, 10].map((minutes) => aBeat(minutes, { inService: 3 }, NOW_MS + 6 * MINUTE_MS)),
    ],
    says: 'tier web has 3 instances',
    but: 'while faults go on',
    harmless: [
      aTierWrite(GAP),
      ...[1, 5, 6, 10].map((minutes) => aBeat(minutes, { inService: 3 }, NOW_MS + minutes * MINUTE_MS)),
    ],
  },
  {
    id: 'L2',
    bug: 'an environment that is held by nobody',
    seen: [
      aWrite('ENV#staging', {
        phase: 'waking',
        leaseUntil: new Date(NOW_MS).toISOString(),
        nextDueAt: new Date(NOW_MS).toISOString(),
      }),
      aBeat(2),
    ],
    says: 'the lease of ENV#staging STATE ran out',
    but: 'within a sweep',
    harmless: [
      aWrite('ENV#staging', {
        phase: 'waking',
        leaseUntil: new Date(NOW_MS).toISOString(),
        nextDueAt: new Date(NOW_MS).toISOString(),
      }),
      aBeat(1),
    ],
  },
  {
    id: 'L2',
    bug: 'an environment that nobody takes up after its back-off',
    seen: [
      aWrite('ENV#staging', {
        phase: 'waking',
        leaseUntil: new Date(NOW_MS).toISOString(),
        nextDueAt: new Date(NOW_MS + 2 * MINUTE_MS).toISOString(),
      }),
      aBeat(4),
    ],
    says: 'the lease of ENV#staging STATE ran out',
    but: 'at the end of it',
    harmless: [
      aWrite('ENV#staging', {
        phase: 'waking',
        leaseUntil: new Date(NOW_MS).toISOString(),
        nextDueAt: new Date(NOW_MS + 2 * MINUTE_MS).toISOString(),
      }),
      aBeat(2),
    ],
  },
  {
    id: 'L3',
    bug: 'a ninth attempt',
    seen: [aTierWrite({ attempt: 9 })],
    says: 'TIER#web is at attempt 9',
    but: 'an eighth',
    harmless: [aTierWrite({ attempt: 8 })],
  },
  {
    id: 'L3',
    bug: 'a second retry for ten first attempts, though nothing went wrong',
    seen: [aBeat(0), ...decisions(10), retry(), retry(), aBeat(1)],
    says: '2 retries for 10 first attempts, and nothing was made to go wrong',
    but: 'two for twenty',
    harmless: [aBeat(0), ...decisions(20), retry(), retry(), aBeat(1)],
  },
  {
    id: 'L3',
    bug: 'two retries for one first attempt, long after a fault',
    seen: [aBeat(0), aDecision(4, 5), retry(), retry(), aBeat(1)],
    says: '2 retries for 1 first attempts',
    but: 'in the minute of a fault',
    harmless: [aBeat(0), aDecision(4, 5), retry(), retry(), aBeat(1, {}, NOW_MS + MINUTE_MS)],
  },
  {
    id: 'L4',
    bug: 'an event that fails a fourth time',
    seen: [...failedThrice, failedOn('r')],
    says: 'on-sweep failed on the same event for the 4th time',
    but: 'three times, and another one',
    harmless: ['r', 'r', 'r', 's'].map((requestId) => failedOn(requestId)),
  },
  {
    id: 'L4',
    bug: 'an event that is gone after the third failure',
    seen: [...failedThrice, aBeat(2)],
    says: 'the event that on-sweep failed on at 2026-01-05T10:00:00.000Z is neither tried again nor put aside',
    but: 'one that is in the dead-letter queue, and one that is tried a last time',
    harmless: [
      ...failedThrice,
      failedOn('s'),
      { kind: 'dead-letter', atMs: NOW_MS, requestId: 'r' },
      aLine('invocation', 'on-sweep', { requestId: 's' }, NOW_MS + MINUTE_MS),
      aBeat(9),
    ],
  },
  {
    id: 'L4',
    bug: 'an event that is forgotten after the first failure',
    seen: [failedOn('r'), aBeat(7)],
    says: 'is neither tried again nor put aside',
    but: 'a call of an execution, which sees the failure itself',
    harmless: [aLine('function-error', 'check-fleet', { requestId: 'r' }), aBeat(7)],
  },
  {
    id: 'L4',
    bug: 'a dead-letter queue that takes nothing',
    seen: [...failedThrice, UNDELIVERED, aBeat(2)],
    says: 'the event that on-sweep failed on could not be put aside',
    but: 'one that a fault keeps from it',
    harmless: [...failedThrice, aLine('fault', 'throttle-calls', { victim: 'sqs:SendMessage' }), UNDELIVERED, aBeat(2)],
  },
  {
    id: 'L4',
    bug: 'an event that fails and holds a tier up',
    seen: [looked('web', 1), { ...failedOn('r'), atMs: NOW_MS + 3 * MINUTE_MS }, aBeat(4)],
    says: 'tier web was last looked at 180 s ago, while on-sweep fails on an event',
    but: 'one beside which others are handled, and a function that lacks a permission',
    harmless: [
      looked('web', 3),
      { ...failedOn('r'), atMs: NOW_MS + 3 * MINUTE_MS },
      aBeat(4),
      aLine('denied', 'dynamodb:BatchGetItem', {}, NOW_MS + 5 * MINUTE_MS),
      { ...failedOn('s'), atMs: NOW_MS + 5 * MINUTE_MS },
      aBeat(6),
    ],
  },
  {
    id: 'L5',
    bug: 'something blocked that nobody hears of',
    seen: [decided('scale', { action: 'blocked' }), aBeat(6)],
    says: 'TIER#web needs somebody since',
    but: 'one with an alarm',
    harmless: [decided('scale', { action: 'blocked' }), RINGING, aBeat(6)],
  },
  {
    id: 'L5',
    bug: 'a mass failure that no alarm rings for',
    seen: [heldFor('braking', 0), aBeat(6)],
    says: 'TIER#web needs somebody since',
    but: 'any other hold',
    harmless: [heldFor('observing', 0), aBeat(6)],
  },
  {
    id: 'L5',
    bug: 'a mass failure that no alarm rings for, after one that was over',
    seen: [heldFor('braking', 0), RINGING, heldFor('healthy', 10), heldFor('braking', 60), aBeat(66)],
    says: 'TIER#web needs somebody since 2026-01-05T11:00:00.000Z',
    but: 'the same one, recorded again after an hour in which the size of the tier was decided about',
    harmless: [
      heldFor('braking', 0),
      RINGING,
      decided('scale', { action: 'hold', reason: 'on-target' }, 10),
      heldFor('braking', 60),
      aBeat(66),
    ],
  },
];
