import type { Environment, Mode } from '../../core/blueprint/model.ts';
import {
  decideEnvironment,
  environmentLeaseSeconds,
  newEnvironmentState,
} from '../../core/environment/decide-environment.ts';
import type { EnvironmentState } from '../../core/environment/model.ts';
import type { Need } from '../../core/scaling/policy.ts';
import type { Log } from '../middleware/log.ts';
import type { Clock } from '../ports/clock.ts';
import type { EnvironmentStore } from '../ports/environment-store.ts';
import type { Workflows } from '../ports/workflows.ts';
import { type BeatReport, idleBeat, type Turn, takeTurns, tell } from './beat.ts';
import { forecastWakes, type WakeForecasting } from './forecast-wakes.ts';
import { modeInForce } from './mode-in-force.ts';

/** What putting environments to sleep and waking them needs. */
export interface EnvironmentCare extends WakeForecasting {
  /** Fingerprint of the blueprint: a new one makes every environment due. */
  readonly blueprintHash: string;
  /** Fingerprints of the schedules, calendars included, by environment. */
  readonly scheduleHashes: Readonly<Record<string, string>>;
  readonly clock: Clock;
  readonly environments: EnvironmentStore;
  readonly workflows: Workflows;
}

const LOOK_SECONDS = 15;
/** No more looks than this a stage, so that the slowest environment stays far under 25,000 events of history. */
const LOOKS_PER_STAGE = 60;

/**
 * One beat over the environments that are due, and over all when the blueprint is new: the schedules may be. What could not
 * be decided then is registered as such and looked at again by each beat, and nothing else for its sake.
 */
export async function decideEnvironments(care: EnvironmentCare, log: Log): Promise<BeatReport> {
  const { blueprint, blueprintHash, clock, environments } = care;
  const stored = await environments.loadSwitch();
  const mode = modeInForce(stored.mode, blueprint, log);
  if (mode === 'off') return idleBeat(mode);

  const nowMs = clock.nowMs();
  const isNews = stored.registry?.blueprintHash !== blueprintHash;
  const undecided = new Set(isNews ? Object.keys(blueprint.environments) : stored.registry?.undecided);
  const ids = isNews ? [...undecided] : [...new Set([...undecided, ...(await environments.dueIds(nowMs))])];
  const known = ids.filter((id) => id in blueprint.environments);
  // What the blueprint no longer names stays as it is, and would be due for ever.
  if (known.length < ids.length) await environments.retire(ids.filter((id) => !(id in blueprint.environments)));
  if (known.length === 0 && !isNews) return idleBeat(mode);

  const { states, unreadable } = await environments.load(known);
  const turns = known.flatMap((id): Turn[] => {
    const error = unreadable.get(id);
    if (error !== undefined) return [{ fields: { environmentId: id }, run: () => Promise.reject(error) }];
    const state = states.get(id) ?? newEnvironmentState(id, nowMs);
    // The index lags: what the item itself says counts.
    if (!undecided.has(id) && state.nextDueAtMs > nowMs) return [];
    const turn = turnOf(care, blueprint.environments[id] as Environment, state, mode, nowMs, log);
    const run = async () => {
      const ending = await turn.run();
      undecided.delete(id);
      return ending;
    };
    return [{ ...turn, run }];
  });
  const before = undecided.size;
  const report = await takeTurns(mode, turns, log);
  if (isNews || undecided.size < before) await environments.register({ blueprintHash, undecided: [...undecided] });
  return report;
}

const turnOf = (
  care: EnvironmentCare,
  environment: Environment,
  state: EnvironmentState,
  mode: Mode,
  nowMs: number,
  log: Log,
): Turn => ({
  fields: { environmentId: environment.id },
  run: async () => {
    const { blueprint, scheduleHashes, environments, workflows } = care;
    const schedule = environment.schedule === null ? null : (blueprint.schedules[environment.schedule] ?? null);
    const { calendars } = blueprint;
    const scheduleHash = scheduleHashes[environment.id] ?? '';
    const forecasts = state.phase === 'awake' ? {} : await forecastWakes(care, environment.id, nowMs, log);
    const seen = { environment, schedule, scheduleHash, calendars, state, forecasts, mode, nowMs };
    const result = decideEnvironment(seen);
    const { decision, next, isRecorded } = result;
    await environments.record(result, mode, nowMs); // Claim before acting: of two racing beats one is stale.
    if (isRecorded) tell(log, { environmentId: environment.id }, decision);
    const { action, reason } = decision;
    if (action !== 'sleep' && action !== 'wake') return 'held';
    const { epoch, attempt } = next;
    await workflows.start(`${action}-environment`, `${environment.id}-${epoch}-${attempt}`, {
      environmentId: environment.id,
      epoch,
      attempt,
      reason,
      lookSeconds: Math.max(LOOK_SECONDS, Math.ceil(environment.stageDeadlineSeconds / LOOKS_PER_STAGE)),
      stageDeadlineSeconds: environment.stageDeadlineSeconds,
      leaseSeconds: environmentLeaseSeconds,
      ...(action === 'wake' && { forecasts: sizesOf(forecasts) }),
    });
    return 'started';
  },
});

const sizesOf = (forecasts: Readonly<Record<string, Need>>): Record<string, number> =>
  Object.fromEntries(Object.entries(forecasts).map(([group, { size }]) => [group, size]));
