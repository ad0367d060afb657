import type { Kernel } from '../../kernel.ts';
import type { Ec2Model } from '../ec2/ec2-model.ts';
import type { Elbv2Model } from '../elbv2/elbv2-model.ts';
import type { GroupRecord } from './group.ts';

/** Auto Scaling publishes none of these times; all are unverified but for the order of magnitude seen in activity histories. */
export interface AutoScalingSettings {
  /** From a change of a group until it is acted upon. */
  readonly reactionSeconds: number;
  /** From an instance that ceased to run, or a failed load balancer check, until the group marks it as unhealthy. */
  readonly healthCheckSeconds: number;
  /** The same for failed EC2 status checks, for which AWS waits a few minutes. */
  readonly impairedSeconds: number;
  /** After a launch that failed in all zones; doubled with each further one, to at most `retryMaxSeconds`. */
  readonly retrySeconds: number;
  readonly retryMaxSeconds: number;
  /** How long a zone without capacity is tried after the others. */
  readonly avoidZoneSeconds: number;
}

export const DEFAULT_AUTO_SCALING_SETTINGS: AutoScalingSettings = {
  reactionSeconds: 10,
  healthCheckSeconds: 30,
  impairedSeconds: 120,
  retrySeconds: 30,
  retryMaxSeconds: 300,
  avoidZoneSeconds: 300,
};

/** What the parts of Auto Scaling share. */
export interface Fleet {
  readonly kernel: Kernel;
  readonly ec2: Ec2Model;
  readonly elbv2: Elbv2Model;
  readonly settings: AutoScalingSettings;
  readonly groups: Map<string, GroupRecord>;
  readonly groupOfInstance: Map<string, GroupRecord>;
  /** Have the group look at itself after that many seconds, if it does not do so earlier. */
  lookSoon(group: GroupRecord, afterSeconds?: number): void;
}

/** A cause's time, as activities write it. */
export const causeTime = (atMs: number): string => `${new Date(atMs).toISOString().slice(0, 19)}Z`;
