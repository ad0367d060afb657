import type { Score } from './score.ts';

/** A policy at one setting of its knob: its scores on several demands, in the same order for every setting. */
export interface SettingScores {
  readonly knob: number;
  readonly scores: readonly Score[];
}

/** Several scores in one. */
export interface Summary {
  /** Geometric means. */
  readonly j20: number;
  readonly j100: number;
  readonly cost: number;
  /** Arithmetic means. */
  readonly lostPercent: number;
  readonly underProvisionedPercent: number;
  /** Sums. */
  readonly launches: number;
  readonly cancelled: number;
  readonly drainedSoon: number;
}

export type Measure = 'j20' | 'j100';

/** One setting for all demands, and the best of one's own for each. */
export interface Comparison {
  readonly fixed: { readonly knob: number; readonly summary: Summary };
  readonly hindsight: Summary;
}

export function summarize(scores: readonly Score[]): Summary {
  return {
    j20: geometricMean(scores.map(({ j20 }) => j20)),
    j100: geometricMean(scores.map(({ j100 }) => j100)),
    cost: geometricMean(scores.map(({ cost }) => cost)),
    lostPercent: total(scores, 'lostPercent') / scores.length,
    underProvisionedPercent: total(scores, 'underProvisionedPercent') / scores.length,
    launches: total(scores, 'launches'),
    cancelled: total(scores, 'cancelled'),
    drainedSoon: total(scores, 'drainedSoon'),
  };
}

/**
 * The best single setting over all demands, and the best setting of each demand, which nobody knows beforehand.
 *
 * @param settings at least one
 */
export function compareSettings(settings: readonly SettingScores[], measure: Measure): Comparison {
  const summaries = settings.map(({ knob, scores }) => ({ knob, summary: summarize(scores) }));
  const fixed = summaries.reduce((best, each) => (each.summary[measure] < best.summary[measure] ? each : best));
  const demands = settings[0]?.scores.map((_, index) => settings.flatMap(({ scores }) => scores[index] ?? [])) ?? [];
  const bests = demands.map((scores) => scores.reduce((best, each) => (each[measure] < best[measure] ? each : best)));
  return { fixed, hindsight: summarize(bests) };
}

/** Of positive values; NaN of none. */
export function geometricMean(values: readonly number[]): number {
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
}

function total(
  scores: readonly Score[],
  of: 'lostPercent' | 'underProvisionedPercent' | 'launches' | 'cancelled' | 'drainedSoon',
): number {
  return scores.reduce((sum, score) => sum + score[of], 0);
}
