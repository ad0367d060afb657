/**
 * The constants of the policy. One value of them serves every tier; they can be passed in so that the benchmark may ask what other
 * ones would have cost (docs/decisions/0010).
 */
export interface AdaptiveSettings {
  /** The share of the margin that is worth an order: an instance is ordered for a quarter of an hour, not for a minute. */
  readonly orderShare: number;
  /** The share of the margin that is kept: what lies between the two shares is not ordered, and not given back only to be ordered again. */
  readonly keepShare: number;
  /** The usual margin in times the expected error, for each unit of the logarithm of the price. */
  readonly usualMargin: number;
  /** A margin that has been one percent dearer than the best one counts for e to the minus a hundredth of this. */
  readonly sharpness: number;
  /** What a sample of the load counts for in the forecast after the next one: a day is remembered for two weeks or so. */
  readonly loadMemory: number;
  /** The same for its error, whose ways change within a day. */
  readonly errorMemory: number;
  /** Of its own, the load is expected to lose at most so many standard deviations: a step is no noise. */
  readonly returnDeviationsMax: number;
}

export const DEFAULT_SETTINGS: AdaptiveSettings = {
  orderShare: 0.9,
  keepShare: 1.1,
  usualMargin: 0.65,
  sharpness: 300,
  loadMemory: 0.9995,
  errorMemory: 0.999,
  returnDeviationsMax: 4,
};

/** What a policy is opened with: its constants, and the price of unserved load in instance-minutes a minute. */
export interface Tuning extends AdaptiveSettings {
  readonly price: number;
}
