import { raiseFence } from '../raise-fence.ts';
import { isBraking } from './is-braking.ts';
import { type Badness, judgeMember } from './judge-member.ts';
import type { HealDecision, HealInput, HealingState, HealResult, MemberHealth } from './model.ts';

/** How long each claim and renewal holds the healing of a tier: a look of 5 s, four calls of nine tries within 75 s, 2 s for each of these 36. */
export const healingLeaseSeconds = 380;

/** How long an execution has until its first claim, after nine tries of reading the switch: one whose start was lost is missed by the next sweep but one. */
export const healingStartSeconds = 110;

const mostAttempts = 8;
const hourMs = 3_600_000;

/** The state of a tier whose healing is not stored yet. */
export const newHealingState = (tierId: string): HealingState => ({
  tierId,
  revision: 0,
  epoch: 0,
  leaseUntilMs: null,
  badSinceMs: {},
  attempts: {},
  replacedAtMs: [],
  isBraking: false,
  targetGroupArns: [],
  lastReason: null,
  lastRecordedAtMs: null,
});

/**
 * Decide whether one member of a tier is replaced.
 *
 * Only a member that has been bad for `unhealthySeconds` is ever named, so a healthy instance is never taken away (S4).
 * One at a time: `replace` raises the epoch and sets the lease of the execution `<tierId>-<epoch>` in `next`. A lease that
 * runs out without having been cleared is a replacement that failed; while its member stays bad it is tried again, at
 * most 8 times. Many bad at once is not healed at all, see `isBraking`.
 *
 * `next.revision` is the one the decision was made on; the store raises it.
 */
export function decideHeal(input: HealInput): HealResult {
  const { state, mode, nowMs } = input;
  if (mode === 'off') {
    return {
      decision: hold('switched-off', 'the switch is off'),
      next: state,
      inputs: {},
      isRecorded: false,
      isChanged: false,
    };
  }
  const sight = look(input);
  const wanted = decide(input, sight);
  const decision = mode === 'on' ? wanted : withoutEffect(wanted);
  const isRecorded = isWorthRecording(decision, state, nowMs);
  const next: HealingState = {
    ...state,
    ...observed(input, sight),
    isBraking: decision.reason === 'braking',
    ...(decision.action === 'replace' ? replacing(decision.instanceId, sight, state, nowMs) : {}),
    ...(isRecorded ? { lastReason: decision.reason, lastRecordedAtMs: nowMs } : {}),
  };
  return {
    decision,
    next,
    inputs: {
      mode,
      desired: input.desired,
      inService: sight.inService.length,
      bad: sight.bad.slice(0, 20).map(({ member, sinceMs, evidence }) => ({
        instanceId: member.instanceId,
        zone: member.zone,
        since: instant(sinceMs),
        evidence,
      })),
      badCount: sight.bad.length,
      replacedLastHour: sight.replacedAtMs.length,
      // True once for each time the brake comes on: the one alert of S4.
      hasBrakeComeOn: decision.reason === 'braking' && !state.isBraking,
      ...(decision.action === 'replace' ? { startedEpoch: next.epoch } : {}),
    },
    isRecorded,
    isChanged: JSON.stringify(next) !== JSON.stringify(state), // Keys in another order cost a write, and no more.
  };
}

interface BadMember extends Badness {
  readonly member: MemberHealth;
  readonly sinceMs: number;
}

/** What the members look like now, together with what was seen before. */
interface Sight {
  readonly inService: readonly MemberHealth[];
  /** Longest bad first. */
  readonly bad: readonly BadMember[];
  readonly isBraking: boolean;
  readonly isLeased: boolean;
  readonly replacedAtMs: readonly number[];
  readonly attempts: Readonly<Record<string, number>>;
}

function look({ members, state, isSuspended, warmUpSeconds, nowMs }: HealInput): Sight {
  const inService = members.filter(({ lifecycleState }) => lifecycleState === 'InService');
  const bad = (isSuspended ? [] : inService)
    .flatMap((member): BadMember[] => {
      const badness = judgeMember(member, warmUpSeconds, nowMs);
      if (badness === null) return [];
      return [{ ...badness, member, sinceMs: state.badSinceMs[member.instanceId] ?? nowMs }];
    })
    .sort((a, b) => a.sinceMs - b.sinceMs || (a.member.instanceId < b.member.instanceId ? -1 : 1));
  const badIds = new Set(bad.map(({ member }) => member.instanceId));
  const memberIds = new Set(members.map(({ instanceId }) => instanceId));
  return {
    inService,
    bad,
    isBraking: isBraking(inService, badIds),
    isLeased: state.leaseUntilMs !== null && nowMs < state.leaseUntilMs,
    replacedAtMs: state.replacedAtMs.filter((atMs) => nowMs - atMs < hourMs),
    attempts: Object.fromEntries(Object.entries(state.attempts).filter(([instanceId]) => memberIds.has(instanceId))),
  };
}

function decide(input: HealInput, sight: Sight): HealDecision {
  const { isOwned, isProtected, isSuspended, group } = input;
  if (!isOwned) return hold('not-owned', `the group ${group} lacks the tag rubato:installation of this installation`);
  if (isProtected) return hold('protected', `the group ${group} carries the tag rubato:protect`);
  if (isSuspended) return hold('asleep', 'its environment is not awake');
  if (sight.isBraking) {
    const text = `${sight.bad.length} of ${sight.inService.length} in service are bad at once, which is no single crash`;
    return hold('braking', text);
  }
  if (sight.isLeased) return hold('in-progress', `the replacement of epoch ${input.state.epoch} is under way`);
  return chooseReplacement(input, sight);
}

/** Of the bad ones, the longest bad that may be replaced. */
function chooseReplacement({ policy, nowMs }: HealInput, sight: Sight): HealDecision {
  const [longest] = sight.bad;
  if (longest === undefined) return hold('healthy', `none of ${sight.inService.length} in service is bad`);
  const { instanceId } = longest.member;
  const ripe = sight.bad.filter(({ sinceMs }) => nowMs - sinceMs >= policy.unhealthySeconds * 1000);
  if (ripe.length === 0) {
    return hold('observing', `${instanceId} is bad for less than ${policy.unhealthySeconds} s: ${longest.evidence}`);
  }
  // Auto Scaling would replace a protected member all the same, but somebody set the protection to keep the instance:
  // https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-instance-protection.html
  const unprotected = ripe.filter(({ member }) => !member.isProtectedFromScaleIn);
  if (unprotected.length === 0) return hold('protected', `${instanceId} is bad and protected from scale-in`);
  const chosen = unprotected.find(({ member }) => (sight.attempts[member.instanceId] ?? 0) < mostAttempts);
  if (chosen === undefined) {
    const text = `what is bad is still there after ${mostAttempts} replacements each`;
    return { action: 'blocked', reason: 'attempts-exhausted', text };
  }
  const spent = sight.replacedAtMs.length;
  if (spent >= policy.replacementsPerHour) {
    return hold('budget-spent', `${spent} replacements in the last hour, ${policy.replacementsPerHour} are allowed`);
  }
  const { member, reason, evidence, sinceMs } = chosen;
  const text = `${member.instanceId} is bad since ${instant(sinceMs)}: ${evidence}`;
  return { action: 'replace', instanceId: member.instanceId, zone: member.zone, evidence, reason, text };
}

/** What every look leaves behind, whatever it decided. */
const observed = ({ state, targetGroupArns }: HealInput, sight: Sight): Partial<HealingState> => ({
  leaseUntilMs: sight.isLeased ? state.leaseUntilMs : null,
  badSinceMs: Object.fromEntries(sight.bad.map(({ member, sinceMs }) => [member.instanceId, sinceMs])),
  attempts: sight.attempts,
  replacedAtMs: sight.replacedAtMs,
  targetGroupArns,
});

const replacing = (instanceId: string, sight: Sight, state: HealingState, nowMs: number): Partial<HealingState> => ({
  epoch: raiseFence(state.epoch, nowMs),
  leaseUntilMs: nowMs + healingStartSeconds * 1000,
  attempts: { ...sight.attempts, [instanceId]: (sight.attempts[instanceId] ?? 0) + 1 },
  replacedAtMs: [...sight.replacedAtMs, nowMs],
});

const hold = (reason: string, text: string): HealDecision => ({ action: 'hold', reason, text });

const withoutEffect = (decision: HealDecision): HealDecision =>
  decision.action === 'replace' ? hold('dry-run', `dry-run, else replace: ${decision.text}`) : decision;

/** What acts always; anything else when its reason is new, and once an hour. */
const isWorthRecording = ({ action, reason }: HealDecision, state: HealingState, nowMs: number): boolean =>
  action === 'replace' || reason !== state.lastReason || nowMs - (state.lastRecordedAtMs ?? 0) >= hourMs;

const instant = (atMs: number): string => new Date(atMs).toISOString();
