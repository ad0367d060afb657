export interface Ec2Settings {
  /** From launch to the first answer of the web process; drawn per instance within `bootSpreadShare` of it. */
  readonly bootSeconds: number;
  /** 0.1: a boot takes 90 to 110 % of `bootSeconds`. */
  readonly bootSpreadShare: number;
  /** From launch to the state `running`. */
  readonly pendingSeconds: number;
  /** From start, of an instance that was stopped, to the first answer of the web process. */
  readonly restartSeconds: number;
  /** From `shutting-down` to `terminated`, and from `stopping` to `stopped`. */
  readonly shutdownSeconds: number;
  /** From `running` until both status checks have passed. */
  readonly statusCheckSeconds: number;
  /** How long a terminated instance can still be described; "for a short while" in AWS's words. */
  readonly afterlifeSeconds: number;
}

/** Times are unverified: AWS publishes none. */
export const DEFAULT_EC2_SETTINGS: Ec2Settings = {
  bootSeconds: 120,
  bootSpreadShare: 0.1,
  pendingSeconds: 15,
  restartSeconds: 30,
  shutdownSeconds: 30,
  statusCheckSeconds: 120,
  afterlifeSeconds: 3600,
};
