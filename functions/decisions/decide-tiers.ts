import type { Blueprint, Mode, Tier } from '../../core/blueprint/model.ts';
import { decideScale } from '../../core/scaling/decide-scale.ts';
import { bootLookSeconds, LOOK_SECONDS } from '../../core/scaling/execution-looks.ts';
import type {
  Fleet,
  LoadSample,
  ScaleDecision,
  ScaleResult,
  StressSample,
  TierLoadBalancer,
  TierState,
} from '../../core/scaling/model.ts';
import { noticeLoss, rebuildHistory } from '../../core/scaling/rebuild-history.ts';
import { scaleDeadlineSeconds } from '../../core/scaling/scale-deadline.ts';
import { errorFields, type Log } from '../middleware/log.ts';
import type { Clock } from '../ports/clock.ts';
import type { Fleets } from '../ports/fleets.ts';
import type { LoadBalancers } from '../ports/load-balancers.ts';
import type { LoadMetrics, LoadReading } from '../ports/load-metrics.ts';
import type { TierStore } from '../ports/tier-store.ts';
import type { Workflows } from '../ports/workflows.ts';
import { type BeatReport, idleBeat, type Turn, takeTurns, tell } from './beat.ts';
import { findLoadBalancers } from './find-load-balancers.ts';
import { firstMinuteMs } from './first-minute.ts';
import { fleetOf } from './fleet-of.ts';
import { modeInForce } from './mode-in-force.ts';
import { noticeExclusive } from './notice-exclusive.ts';
import { isToldHistory, readHistory } from './read-history.ts';
import { removalAllotment } from './removal-allotment.ts';
import { orderedTierIds } from './shards.ts';

/** What sizing tiers needs. */
export interface TierSizing {
  readonly blueprint: Blueprint;
  readonly clock: Clock;
  readonly tiers: TierStore;
  readonly fleets: Fleets;
  readonly loadBalancers: LoadBalancers;
  readonly metrics: LoadMetrics;
  readonly workflows: Workflows;
}

export interface TierBeat {
  readonly tierIds: readonly string[];
  /** Whether capacity may be taken away. Only the sweep may: an alarm repeated within a minute would spend the budget twice. */
  readonly mayRemove: boolean;
}

/** One tier with everything that its decision is made from. */
interface Sight {
  readonly tier: Tier;
  readonly state: TierState;
  readonly fleet: Fleet | null;
  readonly loadBalancer: TierLoadBalancer | null;
  readonly season: Uint8Array | null;
}

/**
 * One beat over some tiers, many for the sweep and one for an alarm: load everything, decide once for each, record, start.
 *
 * With the switch off, the read that tells so is all that happens. Tiers whose state cannot be understood fail alone.
 */
export async function decideTiers(sizing: TierSizing, { tierIds, mayRemove }: TierBeat, log: Log): Promise<BeatReport> {
  const { blueprint, clock, tiers, fleets, loadBalancers, metrics } = sizing;
  const shard = await tiers.load(tierIds);
  const mode = modeInForce(shard.mode, blueprint, log);
  if (mode === 'off') return idleBeat(mode);

  const known = [...shard.states].map(([tierId, state]) => ({ tier: tierOf(blueprint, tierId), state }));
  const groups = await fleets.byNames(known.map(({ tier }) => tier.group));
  const ranks = ranksOf(blueprint);
  const found = await findLoadBalancers(known, groups, loadBalancers, log);
  // An alarm is to be quick, and takes nothing away.
  const look = { tiers: mayRemove ? known.map(({ tier }) => tier) : [], groups, found, ranks, nowMs: clock.nowMs() };
  const balancers = await noticeExclusive(look, loadBalancers, log);
  const nowMs = clock.nowMs();
  const sights = known.map(({ tier, state }): Sight => {
    const group = groups.get(tier.group);
    const fleet = group === undefined ? null : fleetOf(group, blueprint.installation);
    const loadBalancer = balancers.get(tier.id) ?? null;
    const season = shard.seasons.get(tier.id) ?? null;
    return { tier, state: noticeLoss(tier, state, season), fleet, loadBalancer, season };
  });
  const readings = await metrics.read(
    sights.map(({ tier, state, loadBalancer }) => ({
      tier,
      loadBalancer,
      sinceMs: firstMinuteMs(tier.policy, state.lastTickMs, nowMs),
    })),
    nowMs,
  );
  // An alarm is to be quick.
  const told = new Set(mayRemove ? sights.filter((sight) => isToldHistory(sight, ranks, blueprint, nowMs)) : []);
  const beat: Beat = { sizing, log, mode, mayRemove, nowMs, ranks, told };
  // To read weeks takes a second, which the others do not wait.
  const inOrder = sights.toSorted((one, other) => Number(told.has(one)) - Number(told.has(other)));
  return takeTurns(
    mode,
    [
      ...inOrder.map((sight): Turn => turnOf(beat, sight, readingOf(sight, readings, log))),
      ...[...shard.unreadable].map(
        ([tierId, error]): Turn => ({ fields: { tierId }, run: () => Promise.reject(error) }),
      ),
    ],
    log,
  );
}

interface Beat {
  readonly sizing: TierSizing;
  readonly log: Log;
  readonly mode: Mode;
  readonly mayRemove: boolean;
  readonly nowMs: number;
  readonly ranks: ReadonlyMap<string, number>;
  /** Those that are told their last weeks now. */
  readonly told: ReadonlySet<Sight>;
}

/** A tier whose load could not be read is decided without it: it holds, or brings about what was decided before. */
function readingOf(
  { tier }: Sight,
  readings: ReadonlyMap<string, LoadReading | Error>,
  log: Log,
): LoadReading | undefined {
  const reading = readings.get(tier.id);
  if (!(reading instanceof Error)) return reading;
  log.error('the load could not be read', { tierId: tier.id, ...errorFields(reading) });
  return undefined;
}

const turnOf = (beat: Beat, sight: Sight, reading: LoadReading | undefined): Turn => ({
  fields: { tierId: sight.tier.id },
  run: async () => {
    const { sizing, log, mode, nowMs, told } = beat;
    const isTold = reading !== undefined && told.has(sight);
    const history = isTold ? await readHistory(sight, sizing.metrics, nowMs, log) : null;
    const result = decide(beat, sight, reading, history);
    const { decision, next, isRecorded } = result;
    await sizing.tiers.record(result, mode, nowMs); // Claim before acting: of two racing beats one is stale.
    if (isRecorded) tell(log, { tierId: next.tierId }, decision);
    if (decision.action !== 'scale' && decision.action !== 'retry') return 'held';
    await start(sizing.workflows, sight, decision, next);
    return 'started';
  },
});

function decide(
  { sizing, mode, mayRemove, nowMs, ranks }: Beat,
  sight: Sight,
  reading: LoadReading | undefined,
  history: readonly LoadSample[] | null,
): ScaleResult {
  const { tier, state, fleet, loadBalancer, season } = sight;
  const seen = { state: { ...state, loadBalancer }, season, samples: reading?.samples ?? [] };
  return decideScale({
    tier,
    ...(history === null ? seen : rebuildHistory(tier, seen, history, nowMs)),
    fleet,
    environmentIds: Object.keys(sizing.blueprint.environments),
    stress: reading?.stress ?? UNREAD,
    mode,
    removable: mayRemove
      ? removalAllotment({
          index: ranks.get(tier.id) ?? 0,
          tiers: ranks.size,
          desired: fleet?.desired ?? 0,
          lastDecreaseAtMs: state.rails.lastDecreaseAtMs,
          nowMs,
        })
      : 0,
    nowMs,
  });
}

/** What guards are compared with when nothing could be read. */
const UNREAD: StressSample = { errorRate: Number.NaN, p95LatencyMs: Number.NaN };

type Change = Extract<ScaleDecision, { action: 'scale' | 'retry' }>;

function start(workflows: Workflows, { tier, fleet }: Sight, decision: Change, next: TierState): Promise<void> {
  const from = decision.action === 'scale' ? decision.from : (fleet?.desired ?? decision.to);
  const { targetVersion, attempt } = next;
  return workflows.start('scale-tier', `${tier.id}-${targetVersion}-${attempt}`, {
    tierId: tier.id,
    group: tier.group,
    targetVersion,
    attempt,
    from,
    to: decision.to,
    reason: decision.reason,
    firstLookSeconds: decision.to > from ? bootLookSeconds(tier.warmUpSeconds) : LOOK_SECONDS,
    lookSeconds: LOOK_SECONDS,
    deadlineSeconds: scaleDeadlineSeconds(tier.warmUpSeconds),
  });
}

const tierOf = ({ tiers }: Blueprint, tierId: string): Tier => tiers[tierId] as Tier;

/** Places of all tiers by order of id: they deal the shards and the removal budget. */
const ranksOf = ({ tiers }: Blueprint): ReadonlyMap<string, number> =>
  new Map(orderedTierIds(tiers).map((tierId, index) => [tierId, index]));
