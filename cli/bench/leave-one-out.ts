import { geometricMean } from '../../core/scaling/compare-settings.ts';

/** What constants cost on a demand they were not chosen on. */
export interface LeftOut {
  /** Place of the setting that is cheapest on all other demands. */
  readonly chosen: number;
  /** Place of the setting that is cheapest on this one, which nobody knows beforehand. */
  readonly best: number;
  /** Cost on this demand of the chosen setting, of the best one and of the first one. */
  readonly costs: { readonly chosen: number; readonly best: number; readonly first: number };
}

/**
 * For each demand: choose among settings by the geometric mean of their costs on the other demands, and see what the choice costs on
 * this one. Of equal settings the first is chosen.
 *
 * @param costs by setting, then by demand; at least one setting, at least two demands, all positive
 */
export function leaveOneOut(costs: readonly (readonly number[])[]): LeftOut[] {
  const [first = []] = costs;
  return first.map((firstCost, demand) => {
    const others = costs.map((setting) => geometricMean(setting.filter((_, at) => at !== demand)));
    const own = costs.map((setting) => setting[demand] ?? Number.NaN);
    const [chosen, best] = [leastOf(others), leastOf(own)];
    const costOf = (setting: number): number => own[setting] ?? Number.NaN;
    return { chosen, best, costs: { chosen: costOf(chosen), best: costOf(best), first: firstCost } };
  });
}

function leastOf(values: readonly number[]): number {
  return values.indexOf(Math.min(...values));
}
