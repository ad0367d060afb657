import type { Blueprint, Environment, Tier } from '../../core/blueprint/model.ts';
import { newEnvironmentState } from '../../core/environment/decide-environment.ts';
import type { EnvironmentResult, EnvironmentState } from '../../core/environment/model.ts';
import { newHealingState } from '../../core/healing/decide-heal.ts';
import type { HealingState, HealResult } from '../../core/healing/model.ts';
import type { ScaleResult, TierLoadBalancer, TierState } from '../../core/scaling/model.ts';
import { newTierState } from '../../core/scaling/new-tier-state.ts';
import type { Group, Member } from '../../functions/ports/fleets.ts';

/** A Monday at 10:00 UTC; all fakes begin there. */
export const NOW_MS = Date.UTC(2026, 0, 5, 10);
export const MINUTE_MS = 60_000;
export const INSTALLATION = 'demo';
export const TARGET_GROUP_ARN = 'arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/web/73e2d6bc24d8a067';
export const LOAD_BALANCER: TierLoadBalancer = {
  targetGroup: 'targetgroup/web/73e2d6bc24d8a067',
  loadBalancer: 'app/web/50dc6c495c0c9188',
  isExclusive: null,
};

/** 1,000 requests a minute an instance, 2 to 300, target tracking at 70 % after one minute. */
export const aTier = (changes: Partial<Tier> = {}): Tier => ({
  id: 'web',
  group: `group-of-${changes.id ?? 'web'}`,
  min: 2,
  max: 300,
  load: [
    {
      type: 'alb',
      targetGroup: null,
      loadBalancer: null,
      counts: 'total',
      whenAbsent: 'zeroIfHealthy',
      servedPerInstancePerMinute: 1000,
    },
  ],
  policy: { type: 'target-tracking', target: 0.7, scaleOutMinutes: 1, scaleInMinutes: 15 },
  guards: { errorRate: null, p95LatencyMs: null },
  warmUpSeconds: 180,
  settleSeconds: 0,
  unservedPrice: 100,
  shadow: null,
  shadowGuardRails: null,
  events: [],
  guardRails: { tolerance: 0.1, stabilisationMinutes: 5, scaleOutCooldownSeconds: 0, scaleInCooldownSeconds: 300 },
  healing: 'standard',
  ...changes,
});

export const anEnvironment = (changes: Partial<Environment> = {}): Environment => ({
  id: 'staging',
  tag: { key: 'rubato:environment', value: 'staging' },
  stages: ['app', 'web'],
  schedule: 'office-hours',
  stageDeadlineSeconds: 900,
  ...changes,
});

export const aBlueprint = (tiers: readonly Tier[] = [aTier()], changes: Partial<Blueprint> = {}): Blueprint => ({
  installation: INSTALLATION,
  mode: 'on',
  demo: false,
  schedules: {
    'office-hours': {
      timeZone: 'Europe/Rome',
      periods: [{ weekdays: [1, 2, 3, 4, 5], beginMinute: 480, endMinute: 1200 }],
      calendars: [],
    },
  },
  calendars: {},
  tiers: Object.fromEntries(tiers.map((tier) => [tier.id, tier])),
  environments: { staging: anEnvironment() },
  healing: { standard: { unhealthySeconds: 60, replacementsPerHour: 6 } },
  notifications: {},
  shards: 1,
  ...changes,
});

export const aMember = (number: number, changes: Partial<Member> = {}): Member => ({
  instanceId: `i-${String(number).padStart(17, '0')}`,
  zone: number % 2 === 0 ? 'eu-west-1a' : 'eu-west-1b',
  lifecycleState: 'InService',
  isHealthy: true,
  isProtectedFromScaleIn: false,
  ...changes,
});

/** An owned group with so many healthy members. */
export const aGroup = (name: string, size: number, changes: Partial<Group> = {}): Group => ({
  name,
  min: 0,
  max: 1000,
  desired: size,
  members: Array.from({ length: size }, (_, index) => aMember(index + 1)),
  targetGroupArns: [],
  tags: { 'rubato:installation': INSTALLATION },
  ...changes,
});

/** A tier's state with every attribute set. */
export const aTierState = (changes: Partial<TierState> = {}): TierState => ({
  ...newTierState('web'),
  target: 4,
  targetVersion: 7,
  attempt: 2,
  attemptedAtMs: NOW_MS - 90_000,
  intent: { size: 4, version: 7, atMs: NOW_MS - 89_000 },
  applied: { size: 3, version: 6, outcome: 'settled', atMs: NOW_MS - 600_000 },
  ownSizes: [4, 3],
  formerSizes: [{ atMs: NOW_MS - 90_000, size: 3 }],
  lateRead: { atMs: NOW_MS - 60_000, size: 3 },
  lastTickMs: NOW_MS - MINUTE_MS,
  policyState: Uint8Array.of(1, 2, 255),
  shadowState: Uint8Array.of(7),
  seasonHour: null,
  history: 'lost',
  rails: {
    lastIncreaseAtMs: NOW_MS - 90_000,
    increaseReadyAtMs: NOW_MS - 30_000,
    lastDecreaseAtMs: null,
    reversalsAtMs: [NOW_MS - 3000],
    recentWants: [{ atMs: NOW_MS - MINUTE_MS, size: 4 }],
    foreignSinceMs: null,
    foreignSize: null,
  },
  suspendedBy: null,
  loadBalancer: LOAD_BALANCER,
  lastReason: 'load-above-target',
  lastRecordedAtMs: NOW_MS - 90_000,
  ...changes,
});

export const aHold = (next: TierState, changes: Partial<ScaleResult> = {}): ScaleResult => ({
  decision: { action: 'hold', reason: 'on-target', text: 'Hold at 4.' },
  next,
  inputs: { load: 2.5 },
  isRecorded: false,
  removes: 0,
  season: null,
  ...changes,
});

export const anEnvironmentState = (changes: Partial<EnvironmentState> = {}): EnvironmentState => ({
  ...newEnvironmentState('staging', NOW_MS),
  phase: 'falling-asleep',
  wanted: 'asleep',
  epoch: 3,
  leaseUntilMs: NOW_MS + 300_000,
  attempt: 1,
  attemptedAtMs: NOW_MS,
  lastEvaluatedAtMs: NOW_MS,
  nextDueAtMs: NOW_MS + 300_000,
  scheduleHash: 'f00d',
  savedSizes: { 'staging-web': { min: 1, max: 5, desired: 3 } },
  override: { wanted: 'awake', untilMs: NOW_MS + 1000 },
  lastReason: 'schedule-stops',
  lastRecordedAtMs: NOW_MS,
  ...changes,
});

export const anEnvironmentHold = (
  next: EnvironmentState,
  changes: Partial<EnvironmentResult> = {},
): EnvironmentResult => ({
  decision: { action: 'hold', reason: 'as-wanted', text: 'it is awake' },
  next,
  inputs: { phase: next.phase },
  isRecorded: false,
  ...changes,
});

export const aHealingState = (changes: Partial<HealingState> = {}): HealingState => ({
  ...newHealingState('web'),
  epoch: 2,
  leaseUntilMs: NOW_MS + 300_000,
  badSinceMs: { 'i-1': NOW_MS - 70_000 },
  attempts: { 'i-1': 1 },
  replacedAtMs: [NOW_MS - 70_000],
  isBraking: true,
  lastReason: 'braking',
  lastRecordedAtMs: NOW_MS - 3,
  ...changes,
});

export const aHealingHold = (next: HealingState, changes: Partial<HealResult> = {}): HealResult => ({
  decision: { action: 'hold', reason: 'healthy', text: 'none is bad' },
  next,
  inputs: { bad: 0 },
  isRecorded: false,
  isChanged: true,
  ...changes,
});
