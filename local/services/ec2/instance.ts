import type { Timer } from '../../clock/virtual-clock.ts';

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_InstanceState.html */
export const INSTANCE_STATE_CODES = {
  pending: 0,
  running: 16,
  'shutting-down': 32,
  terminated: 48,
  stopping: 64,
  stopped: 80,
} as const;
export type InstanceState = keyof typeof INSTANCE_STATE_CODES;

export const instanceStateOf = (instance: Instance): { readonly Code: number; readonly Name: InstanceState } => ({
  Code: INSTANCE_STATE_CODES[instance.state],
  Name: instance.state,
});

/** What a new instance is made of. */
export interface LaunchSpec {
  readonly instanceType: string;
  readonly imageId: string;
  readonly subnetId: string;
  readonly zone: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** An instance as the model keeps it; others see it as `Instance`. */
export interface InstanceRecord extends Omit<LaunchSpec, 'tags'> {
  tags: Readonly<Record<string, string>>;
  readonly instanceId: string;
  readonly arn: string;
  readonly privateIp: string;
  /** Empty for an instance of no Auto Scaling group. */
  groupName: string;
  readonly launchedAtMs: number;
  state: InstanceState;
  /** What it was billed for before it was stopped and started again. */
  billedBeforeSeconds: number;
  /** From here to `stoppedAtMs` it is billed. */
  runningAtMs: number | undefined;
  stoppedAtMs: number | undefined;
  /** When its web process began to answer for the first time. */
  servingAtMs: number | undefined;
  /** Its web process answers. */
  isServing: boolean;
  hungAtMs: number | undefined;
  isImpaired: boolean;
  /** The web process will never answer. */
  isBootBroken: boolean;
  /**
   * Why EC2 ended or stopped it at its start, as when it may not use the key of its volumes.
   * https://repost.aws/knowledge-center/kms-iam-ec2-permission
   */
  stateReason: string | undefined;
  timers: Timer[];
}

export type Instance = Readonly<InstanceRecord>;
