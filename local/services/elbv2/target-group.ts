import type { Timer } from '../../clock/virtual-clock.ts';

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetHealth.html */
export type TargetState = 'initial' | 'healthy' | 'unhealthy' | 'draining' | 'unused';

/** How a target group checks its targets: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html */
export interface HealthCheck {
  readonly protocol: string;
  readonly port: string;
  readonly path: string;
  readonly intervalSeconds: number;
  readonly timeoutSeconds: number;
  readonly healthyThreshold: number;
  readonly unhealthyThreshold: number;
  readonly matcher: string;
}

export interface TargetRecord {
  readonly instanceId: string;
  readonly port: number;
  readonly zone: string;
  /** Health checks happen at this instant and every interval after it. */
  readonly firstCheckAtMs: number;
  state: TargetState;
  reason: string | undefined;
  description: string | undefined;
  /** The next transition, if one is under way. */
  timer: Timer | undefined;
  /** When a draining target leaves. */
  goneAtMs: number | undefined;
}

export interface TargetGroupRecord {
  readonly arn: string;
  readonly name: string;
  /** As CloudWatch's dimension TargetGroup has it: `targetgroup/name/id`. */
  readonly fullName: string;
  readonly protocol: string;
  readonly port: number;
  readonly vpcId: string | undefined;
  readonly healthCheck: HealthCheck;
  readonly deregistrationDelaySeconds: number;
  readonly attributes: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
  readonly loadBalancers: Set<LoadBalancer>;
  readonly targets: Map<string, TargetRecord>;
}

/** What of a target group may change in place. */
export type TargetGroupSettings = Pick<
  TargetGroupRecord,
  'healthCheck' | 'deregistrationDelaySeconds' | 'attributes' | 'tags'
>;

export interface LoadBalancer {
  readonly arn: string;
  readonly name: string;
  /** As CloudWatch's dimension LoadBalancer has it: `app/name/id`. */
  readonly fullName: string;
  readonly dnsName: string;
  readonly scheme: string;
  readonly vpcId: string | undefined;
  readonly securityGroups: readonly string[];
  readonly zones: readonly { readonly zone: string; readonly subnetId: string }[];
  readonly tags: Readonly<Record<string, string>>;
  readonly createdAtMs: number;
}

export type Target = Readonly<TargetRecord>;
export type TargetGroup = Omit<Readonly<TargetGroupRecord>, 'targets' | 'loadBalancers'> & {
  readonly targets: ReadonlyMap<string, Target>;
  readonly loadBalancers: ReadonlySet<LoadBalancer>;
};
