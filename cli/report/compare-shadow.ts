import type { Tier } from '../../core/blueprint/model.ts';
import { driveDecisions } from '../../core/scaling/drive-decisions.ts';
import { runPlant } from '../../core/scaling/plant.ts';
import type { MinuteRow, PolicyCost, ShadowComparison } from './report.ts';

const MINUTES_PER_HOUR = 60;

/**
 * What the tier's policy and its shadow would each have cost over the same load. Only one of them sized the group, so
 * both are run on the plant, each through the guard rails that the tier has or would have with it, with the tier's bounds and warm-up.
 */
export const compareShadow = (
  series: readonly MinuteRow[],
  tier: Tier,
  servedPerInstancePerMinute: number,
): ShadowComparison | null => {
  if (tier.shadow === null) return null;
  const startMs = series[0]?.minuteMs ?? 0;
  const demand = series.map(({ requests }) => requests / servedPerInstancePerMinute);
  const promoted: Tier = { ...tier, policy: tier.shadow, guardRails: tier.shadowGuardRails ?? tier.guardRails };
  return { own: costOf(demand, tier, startMs), shadow: costOf(demand, promoted, startMs) };
};

const costOf = (demand: readonly number[], tier: Tier, startMs: number): PolicyCost => {
  const { min, max, policy, warmUpSeconds, unservedPrice } = tier;
  // A minute beside the warm-up for the metric and the call.
  const bootTicks = 1 + Math.ceil(warmUpSeconds / 60);
  const drive = driveDecisions({ ...tier, shadow: null }, { startMs });
  const { totalBilled, totalUnserved } = runPlant(demand, drive, { min, max, bootTicks });
  const total = demand.reduce((sum, load) => sum + load, 0);
  return {
    policy: policy.type,
    instanceHours: totalBilled / MINUTES_PER_HOUR,
    unservedShare: total === 0 ? 0 : totalUnserved / total,
    cost: (totalBilled + unservedPrice * totalUnserved) / MINUTES_PER_HOUR,
  };
};
