import type { Blueprint, HealingPolicy, Mode, Tier } from '../../core/blueprint/model.ts';
import { decideHeal, healingLeaseSeconds } from '../../core/healing/decide-heal.ts';
import { isGlanceEnough } from '../../core/healing/is-glance-enough.ts';
import type { HealResult, MemberHealth } from '../../core/healing/model.ts';
import { scaleDeadlineSeconds } from '../../core/scaling/scale-deadline.ts';
import type { Log } from '../middleware/log.ts';
import type { Clock } from '../ports/clock.ts';
import type { Fleets, Group, Member } from '../ports/fleets.ts';
import type { HealingStore, StoredHealing } from '../ports/healing-store.ts';
import type { InstanceStatus } from '../ports/instance-status.ts';
import type { LoadBalancers, TargetHealth } from '../ports/load-balancers.ts';
import type { Workflows } from '../ports/workflows.ts';
import { type BeatReport, idleBeat, type Turn, takeTurns, tell } from './beat.ts';
import { isOwned, isProtected } from './fleet-of.ts';
import { memberHealth } from './member-health.ts';
import { modeInForce } from './mode-in-force.ts';

/** What healing tiers needs. */
export interface Healing {
  readonly blueprint: Blueprint;
  readonly clock: Clock;
  readonly healing: HealingStore;
  readonly fleets: Fleets;
  readonly loadBalancers: LoadBalancers;
  readonly statuses: InstanceStatus;
  readonly workflows: Workflows;
}

export interface HealthBeat {
  readonly tierIds: readonly string[];
  /** Whether a tier that was well is looked at through its target groups alone; an event says that something has happened. */
  readonly mayGlance: boolean;
}

/** Seconds between two looks at a replacement: what an operator waits for is worth a few transitions. */
const LOOK_SECONDS = 5;

/** One tier that is to be looked at. */
interface Patient {
  readonly tier: Tier;
  readonly policy: HealingPolicy;
  readonly stored: StoredHealing;
}

/** One beat over the health of some tiers: load everything, decide once for each, record, start. */
export async function decideHeals(healing: Healing, { tierIds, mayGlance }: HealthBeat, log: Log): Promise<BeatReport> {
  const { blueprint, clock } = healing;
  const shard = await healing.healing.load(tierIds.filter((id) => policyOf(blueprint, id) !== null));
  const mode = modeInForce(shard.mode, blueprint, log);
  if (mode === 'off') return idleBeat(mode);

  const nowMs = clock.nowMs();
  const patients = [...shard.tiers].flatMap(([tierId, stored]): Patient[] => {
    const tier = blueprint.tiers[tierId];
    const policy = policyOf(blueprint, tierId);
    if (tier === undefined || policy === null) return [];
    return [{ tier, policy, stored }];
  });
  const well = mayGlance ? await wellAtAGlance(healing, patients, nowMs) : [];
  const looks = await look(
    healing,
    patients.filter((patient) => !well.includes(patient)),
  );
  const turns = [
    ...looks.map((each): Turn => turnOf({ healing, log, mode, nowMs }, each)),
    ...[...shard.unreadable].map(([tierId, error]): Turn => ({ fields: { tierId }, run: () => Promise.reject(error) })),
  ];
  return takeTurns(mode, turns, log);
}

/** Tiers that are healed, by the blueprint. */
export const policyOf = ({ tiers, healing }: Blueprint, tierId: string): HealingPolicy | null => {
  const name = tiers[tierId]?.healing ?? null;
  return name === null ? null : (healing[name] ?? null);
};

interface Look {
  readonly patient: Patient;
  readonly group: Group;
  readonly members: readonly MemberHealth[];
}

/** Tiers that were well and that no target group finds anything unhealthy in. */
async function wellAtAGlance(
  { loadBalancers }: Healing,
  patients: readonly Patient[],
  nowMs: number,
): Promise<readonly Patient[]> {
  const calm = patients.filter(({ stored }) => isGlanceEnough(stored.state, nowMs));
  const targets = await loadBalancers.healthOf(calm.flatMap(({ stored }) => stored.state.targetGroupArns));
  return calm.filter(({ stored }) =>
    stored.state.targetGroupArns.every((arn) => {
      const health = targets.get(arn);
      return health !== undefined && unhealthyOf(health).length === 0;
    }),
  );
}

/** A group that does not exist has no members to look at; sizing tells that it is missing. */
async function look({ fleets, loadBalancers, statuses }: Healing, patients: readonly Patient[]): Promise<Look[]> {
  if (patients.length === 0) return [];
  const groups = await fleets.byNames(patients.map(({ tier }) => tier.group));
  const found = [...groups.values()];
  const inService = found
    .flatMap(({ members }) => members)
    .filter(isInService)
    .map(({ instanceId }) => instanceId);
  const [targets, checks] = await Promise.all([
    loadBalancers.healthOf(found.flatMap(({ targetGroupArns }) => targetGroupArns)),
    statuses.of(inService),
  ]);
  const suspects = [...new Set([...targets.values()].flatMap(unhealthyOf))].filter((id) => inService.includes(id));
  const launches = suspects.length === 0 ? new Map<string, number>() : await statuses.launchTimes(suspects);
  return patients.flatMap((patient) => {
    const group = groups.get(patient.tier.group);
    if (group === undefined) return [];
    return [{ patient, group, members: memberHealth(group, { targets, statuses: checks, launches }) }];
  });
}

const isInService = ({ lifecycleState }: Member): boolean => lifecycleState === 'InService';

const unhealthyOf = (targets: ReadonlyMap<string, TargetHealth>): string[] =>
  [...targets].filter(([, { state }]) => state === 'unhealthy').map(([instanceId]) => instanceId);

interface Beat {
  readonly healing: Healing;
  readonly log: Log;
  readonly mode: Mode;
  readonly nowMs: number;
}

const turnOf = ({ healing, log, mode, nowMs }: Beat, { patient, group, members }: Look): Turn => ({
  fields: { tierId: patient.tier.id },
  run: async () => {
    const { tier, policy, stored } = patient;
    const result = decideHeal({
      tierId: tier.id,
      group: group.name,
      policy,
      warmUpSeconds: tier.warmUpSeconds,
      state: stored.state,
      desired: group.desired,
      members,
      targetGroupArns: group.targetGroupArns,
      isOwned: isOwned(group, healing.blueprint.installation),
      isProtected: isProtected(group),
      isSuspended: stored.isSuspended,
      mode,
      nowMs,
    });
    // Claim before acting: of two racing beats one is stale.
    if (result.isChanged) await healing.healing.record(result, mode, nowMs);
    tellHealing(log, tier, result);
    if (result.decision.action !== 'replace') return 'held';
    await start(healing.workflows, tier, group, result.decision, result.next.epoch);
    return 'started';
  },
});

function tellHealing(log: Log, { id: tierId }: Tier, { decision, inputs, isRecorded }: HealResult): void {
  const { reason, text } = decision;
  if (inputs['hasBrakeComeOn'] === true) log.error('healing brakes', { tierId, reason, text });
  else if (isRecorded) tell(log, { tierId }, decision);
}

type Replacement = Extract<HealResult['decision'], { action: 'replace' }>;

function start(workflows: Workflows, tier: Tier, group: Group, decision: Replacement, epoch: number): Promise<void> {
  const { instanceId, zone, reason, evidence } = decision;
  return workflows.start('heal-instance', `${tier.id}-${epoch}`, {
    tierId: tier.id,
    group: group.name,
    instanceId,
    zone,
    epoch,
    desired: group.desired,
    inService: group.members.filter(isInService).map(({ instanceId: id }) => id),
    reason,
    evidence,
    lookSeconds: LOOK_SECONDS,
    deadlineSeconds: scaleDeadlineSeconds(tier.warmUpSeconds),
    leaseSeconds: healingLeaseSeconds,
  });
}
