import type { Blueprint } from '../../../core/blueprint/model.ts';
import { isOwned, isProtected } from '../../decisions/fleet-of.ts';
import type { SavedSizes } from '../../ports/environment-store.ts';
import type { Fleets } from '../../ports/fleets.ts';
import type { Suspensions } from '../../ports/suspensions.ts';
import type { FindGroupsInput } from './input.ts';
import { environmentOf, planStages, type StagePlan, sizeOf } from './plan-stages.ts';

export interface Deps {
  readonly blueprint: Blueprint;
  readonly fleets: Fleets;
  readonly savedSizes: SavedSizes;
  readonly suspensions: Suspensions;
}

/**
 * Find the groups of an environment and the tiers that sleep and wake with it: those among the groups, and those that it has
 * put to sleep, whatever became of their groups since.
 *
 * @throws `EnvironmentNotFound`, `StaleEnvironment`, `StateUnreadable`
 */
export const findGroups =
  ({ blueprint, fleets, savedSizes, suspensions }: Deps) =>
  async (input: FindGroupsInput): Promise<StagePlan & { tierIds: string[] }> => {
    const { environmentId, epoch, savesSizes } = input;
    const environment = environmentOf(blueprint, environmentId);
    const tagged = await fleets.byTag(environment.tag.key, environment.tag.value);
    const groups = tagged.filter((group) => isOwned(group, blueprint.installation) && !isProtected(group));
    const names = new Set(groups.map(({ name }) => name));
    const suspended = await suspensions.of(environmentId, Object.keys(blueprint.tiers));
    const tiers = Object.values(blueprint.tiers).filter(({ id, group }) => names.has(group) || suspended.includes(id));
    const sizes = Object.fromEntries(groups.map((group) => [group.name, sizeOf(group)]));
    const saved = await (savesSizes
      ? savedSizes.saveOnce(environmentId, epoch, sizes)
      : savedSizes.load(environmentId));
    return {
      ...planStages(input, { environment, groups, savedSizes: saved, tiers }),
      tierIds: tiers.map(({ id }) => id),
    };
  };
