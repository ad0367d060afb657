import type { Blueprint, Environment, Tier } from '../../../core/blueprint/model.ts';
import type { SavedSize } from '../../../core/environment/model.ts';
import { ErrorName, RubatoError } from '../../../core/errors.ts';
import { withinBounds } from '../../../core/scaling/within-bounds.ts';
import type { Group } from '../../ports/fleets.ts';
import type { FindGroupsInput } from './input.ts';

export interface StagedGroup extends SavedSize {
  readonly group: string;
}

export interface Stage {
  /** Its name in the blueprint. */
  readonly stage: string;
  readonly groups: readonly StagedGroup[];
}

export type GroupProblem = '' | 'no-groups' | 'stage-unknown' | 'size-unknown';

export interface StagePlan {
  /** Empty: go ahead. */
  readonly problem: GroupProblem;
  /** What is still to be done, in order. */
  readonly stages: readonly Stage[];
}

/** The tag of a group that names its stage. */
const STAGE_TAG = 'rubato:stage';

/** What is known of an environment. */
export interface EnvironmentSight {
  readonly environment: Environment;
  readonly groups: readonly Group[];
  readonly savedSizes: Readonly<Record<string, SavedSize>>;
  readonly tiers: readonly Tier[];
}

/**
 * Put the groups of an environment in the order in which they wake, or the other way round to sleep, with the sizes that
 * they wake to: what was saved, or what is forecast where that is more, those of tiers within the bounds of the tier. A group that is
 * at zero without a saved size stays as it is, both ways: nobody knows its size, and zero is not adopted.
 */
export function planStages(
  { wanted, forecasts, doneStages }: Pick<FindGroupsInput, 'wanted' | 'forecasts' | 'doneStages'>,
  { environment, groups, savedSizes, tiers }: EnvironmentSight,
): StagePlan {
  if (groups.length === 0) return { problem: 'no-groups', stages: [] };
  if (groups.some(({ tags }) => !environment.stages.includes(tags[STAGE_TAG] ?? ''))) {
    return { problem: 'stage-unknown', stages: [] };
  }
  const stages = environment.stages
    .map((stage) => ({
      stage,
      groups: groups
        .filter(({ tags }) => tags[STAGE_TAG] === stage)
        .map((group): StagedGroup => {
          const tier = tiers.find((each) => each.group === group.name);
          const forecast = forecasts[group.name] ?? 0;
          return { group: group.name, ...wakingSize(sizeOf(group), savedSizes[group.name], forecast, tier) };
        })
        .filter(({ desired }) => desired > 0),
    }))
    .filter((stage) => stage.groups.length > 0);
  if (stages.length === 0 && wanted === 'awake') return { problem: 'size-unknown', stages };
  const due = stages.filter(({ stage }) => !doneStages.includes(stage));
  return { problem: '', stages: wanted === 'asleep' ? due.reverse() : due };
}

/** Waking takes nothing away: what has its size already is left as it is, and what a person gave meanwhile is kept. */
const wakingSize = (
  present: SavedSize,
  saved: SavedSize | undefined,
  forecast: number,
  tier: Tier | undefined,
): SavedSize => {
  if (saved === undefined) return present;
  const own = { min: Math.max(saved.min, present.min), max: Math.max(saved.max, present.max) };
  const desired = withinBounds(own, withinBounds(tier ?? own, Math.max(saved.desired, forecast)));
  return present.desired >= desired ? present : { ...own, desired };
};

/** @throws `EnvironmentNotFound` */
export function environmentOf({ environments }: Blueprint, environmentId: string): Environment {
  const environment = environments[environmentId];
  if (environment !== undefined) return environment;
  const known = Object.keys(environments).join(', ') || 'none';
  throw new RubatoError(
    ErrorName.EnvironmentNotFound,
    `the blueprint has no environment ${environmentId}, must be one of ${known}`,
  );
}

/** The size of a group as it is now. */
export const sizeOf = ({ min, max, desired }: Group): SavedSize => ({ min, max, desired });
