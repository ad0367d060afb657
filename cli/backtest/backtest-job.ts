import { defaultGuardRails } from '../../core/blueprint/default-guard-rails.ts';
import type { KnownEvent, PolicySpec, Tier } from '../../core/blueprint/model.ts';
import { parseBlueprint } from '../../core/blueprint/parse-blueprint.ts';
import { CANDIDATES, type Candidate } from '../../core/scaling/candidates.ts';
import { driveDecisions } from '../../core/scaling/drive-decisions.ts';
import { drivePlant } from '../../core/scaling/drive-plant.ts';
import { look } from '../../core/scaling/look.ts';
import { PLANT_BOUNDS, type PlantView, runPlant } from '../../core/scaling/plant.ts';
import { adaptive } from '../../core/scaling/policies/adaptive/adaptive.ts';
import { type AdaptiveSettings, DEFAULT_SETTINGS } from '../../core/scaling/policies/adaptive/settings.ts';
import type { OpenedPolicy } from '../../core/scaling/policy.ts';
import { type DemandFacts, demandFacts, type RunTotals } from '../../core/scaling/score.ts';

/** The plant that all runs of a backtest share. */
export interface Laboratory {
  readonly bootTicks: number;
  readonly drainTicks: number;
}

/** What a run is of: a candidate at one setting, or the bound LOOK. */
export type Subject =
  | { readonly look: true }
  | {
      readonly look: false;
      /** Name of a candidate. */
      readonly policy: string;
      readonly knob: number;
      /** Whether through `decideScale` with the default guard rails, as it would be deployed; or bare. */
      readonly hasGuardRails: boolean;
      /** Other constants than the defaults, of adaptive without guard rails. */
      readonly settings?: Partial<AdaptiveSettings>;
    };

/** One piece of work of a backtest: the facts of one demand, or a run over it. */
export type Job =
  | { readonly kind: 'facts'; readonly demand: number }
  | {
      readonly kind: 'run';
      readonly demand: number;
      readonly subject: Subject;
      /** What is known of this demand beforehand, to what runs with guard rails. Instants since tick 0. */
      readonly events?: readonly KnownEvent[];
    };

export type Outcome =
  | { readonly kind: 'facts'; readonly facts: DemandFacts }
  | { readonly kind: 'run'; readonly totals: RunTotals };

export const findCandidate = (name: string): Candidate | undefined => CANDIDATES.find((each) => each.name === name);

/** @param demand in instances, one value a tick */
export const runJob = (job: Job, demand: Float64Array, laboratory: Laboratory): Outcome => {
  if (job.kind === 'facts') return { kind: 'facts', facts: demandFacts(demand, laboratory) };
  const run = runPlant(demand, driveOf(job.subject, demand, job.events), laboratory);
  const { totalBilled, totalUnserved, underProvisionedTicks, launches, cancelled, drainedSoon } = run;
  return {
    kind: 'run',
    totals: { totalBilled, totalUnserved, underProvisionedTicks, launches, cancelled, drainedSoon },
  };
};

/**
 * The subject as the plant asks it.
 *
 * @param startMs the beginning of tick 0
 */
export const driveOf = (
  subject: Subject,
  demand: Float64Array,
  events: readonly KnownEvent[] = [],
  startMs = 0,
): ((view: PlantView) => number) => {
  if (subject.look) return look(demand);
  const candidate = findCandidate(subject.policy);
  if (candidate === undefined) throw new Error(`there is no candidate ${subject.policy}`);
  if (subject.settings !== undefined) return drivePlant(openAdaptive(subject.knob, subject.settings), startMs);
  if (!subject.hasGuardRails) return drivePlant(candidate.open(subject.knob, null), startMs);
  const spec = candidate.spec(subject.knob);
  if (spec === null) throw new Error(`${subject.policy} cannot be deployed`);
  return driveDecisions({ ...laboratoryTier(spec), events }, { startMs });
};

const openAdaptive = (unservedPrice: number, settings: Partial<AdaptiveSettings>): OpenedPolicy =>
  adaptive({ type: 'adaptive', unservedPrice }, null, null, { ...DEFAULT_SETTINGS, ...settings });

/** A tier as a blueprint with defaults makes it, but that a policy here may step by fractions of an instance, whose one metric counts the demand itself. */
const laboratoryTier = (policy: PolicySpec): Tier => {
  const load = [{ namespace: 'Laboratory', metric: 'Demand', dimensions: {}, counts: 'total' }];
  const web = { ...PLANT_BOUNDS, group: 'web', servedPerInstancePerMinute: 1, load };
  const result = parseBlueprint(JSON.stringify({ installation: 'laboratory', tiers: { web } }), 'laboratory');
  const tier = result.isValid ? result.blueprint.tiers['web'] : undefined;
  if (tier === undefined) throw new Error('the blueprint of the laboratory does not validate');
  return { ...tier, policy, guardRails: defaultGuardRails(policy) };
};
