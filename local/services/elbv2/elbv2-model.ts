import { AwsError, type Kernel } from '../../kernel.ts';
import type { Ec2Model } from '../ec2/ec2-model.ts';
import type { Instance } from '../ec2/instance.ts';
import { type CheckFailure, healthTransition } from './health-transition.ts';
import type {
  LoadBalancer,
  Target,
  TargetGroup,
  TargetGroupRecord,
  TargetGroupSettings,
  TargetRecord,
  TargetState,
} from './target-group.ts';

/** @param target in its new state; one that has left is `unused` */
export type TargetListener = (targetGroup: TargetGroup, target: Target) => void;

/**
 * Load balancers, target groups, and the health of targets. A health check is never polled: a target changes state a
 * known number of checks after its web process began or ceased to answer, so each change is one item in the clock's queue.
 */
export class Elbv2Model {
  readonly loadBalancers = new Map<string, LoadBalancer>();
  readonly #kernel: Kernel;
  readonly #ec2: Ec2Model;
  readonly #targetGroups = new Map<string, TargetGroupRecord>();
  readonly #listeners: TargetListener[] = [];

  constructor(kernel: Kernel, ec2: Ec2Model) {
    this.#kernel = kernel;
    this.#ec2 = ec2;
    ec2.onServingChange((instance) => this.#recheckEverywhere(instance));
    ec2.onStateChange((instance) => {
      if (instance.state === 'shutting-down') this.#recheckEverywhere(instance);
    });
  }

  onTargetChange(listener: TargetListener): void {
    this.#listeners.push(listener);
  }

  targetGroups(): Iterable<TargetGroup> {
    return this.#targetGroups.values();
  }

  targetGroup(arn: string): TargetGroup | undefined {
    return this.#targetGroups.get(arn);
  }

  /** @throws `AwsError` TargetGroupNotFound */
  existing(arn: string): TargetGroup {
    return this.#record(arn);
  }

  add(targetGroup: Omit<TargetGroupRecord, 'targets' | 'loadBalancers'>): void {
    this.#targetGroups.set(targetGroup.arn, { ...targetGroup, targets: new Map(), loadBalancers: new Set() });
  }

  /** A listener or a rule forwards to the target group: from now on its targets are checked. */
  attach(loadBalancerArn: string, targetGroupArn: string): void {
    const loadBalancer = this.loadBalancers.get(loadBalancerArn);
    if (loadBalancer === undefined) throw notFound('LoadBalancerNotFound', 'Load balancers', loadBalancerArn);
    const targetGroup = this.#record(targetGroupArn);
    targetGroup.loadBalancers.add(loadBalancer);
    for (const target of targetGroup.targets.values()) this.#recheck(targetGroup, target);
  }

  /** No listener or rule forwards to the target group any more: its targets are not checked. */
  detach(loadBalancerArn: string, targetGroupArn: string): void {
    const targetGroup = this.#targetGroups.get(targetGroupArn);
    const loadBalancer = this.loadBalancers.get(loadBalancerArn);
    if (targetGroup === undefined || loadBalancer === undefined) return;
    targetGroup.loadBalancers.delete(loadBalancer);
    for (const target of targetGroup.targets.values()) this.#recheck(targetGroup, target);
  }

  /** Change how a target group checks its targets and lets them go. */
  reconfigure(targetGroupArn: string, settings: TargetGroupSettings): void {
    const targetGroup = Object.assign(this.#record(targetGroupArn), settings);
    for (const target of targetGroup.targets.values()) this.#recheck(targetGroup, target);
  }

  /** @throws `AwsError` ResourceInUse */
  remove(targetGroupArn: string): void {
    const targetGroup = this.#record(targetGroupArn);
    if (targetGroup.loadBalancers.size > 0) {
      // https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DeleteTargetGroup.html
      throw new AwsError(
        'ResourceInUse',
        `Target group '${targetGroupArn}' is currently in use by a listener or a rule`,
      );
    }
    for (const target of targetGroup.targets.values()) target.timer?.cancel();
    this.#targetGroups.delete(targetGroupArn);
  }

  /** Register an instance; one that is registered already stays as it is. */
  register(targetGroupArn: string, instanceId: string, port?: number): void {
    const targetGroup = this.#record(targetGroupArn);
    const instance = this.#ec2.instance(instanceId);
    if (instance === undefined || instance.state !== 'running') {
      // https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_RegisterTargets.html
      throw new AwsError(
        'InvalidTarget',
        `The following targets are not in a running state and cannot be registered: '${instanceId}'`,
      );
    }
    const present = targetGroup.targets.get(instanceId);
    if (present !== undefined && present.state !== 'draining') return;
    present?.timer?.cancel();
    const { clock, random } = this.#kernel;
    const target: TargetRecord = {
      instanceId,
      port: port ?? targetGroup.port,
      zone: instance.zone,
      firstCheckAtMs: clock.nowMs + Math.round(random.next() * targetGroup.healthCheck.intervalSeconds * 1000),
      state: 'unused',
      reason: undefined,
      description: undefined,
      timer: undefined,
      goneAtMs: undefined,
    };
    targetGroup.targets.set(instanceId, target);
    this.#recheck(targetGroup, target);
  }

  /**
   * Take an instance out. It drains for the deregistration delay, then it is gone:
   * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html
   *
   * @returns when it is gone; now, if it was not registered or had ceased to run
   */
  deregister(targetGroupArn: string, instanceId: string): number {
    const targetGroup = this.#record(targetGroupArn);
    const target = targetGroup.targets.get(instanceId);
    const { clock } = this.#kernel;
    if (target === undefined) return clock.nowMs;
    if (target.goneAtMs !== undefined) return target.goneAtMs;
    const isInUse = target.state !== 'unused';
    target.goneAtMs = clock.nowMs + (isInUse ? targetGroup.deregistrationDelaySeconds * 1000 : 0);
    this.#enter(
      targetGroup,
      target,
      'draining',
      'Target.DeregistrationInProgress',
      'Target deregistration is in progress',
    );
    const leave = (): void => {
      targetGroup.targets.delete(instanceId);
      this.#enter(
        targetGroup,
        target,
        'unused',
        'Target.NotRegistered',
        'Target is not registered to the target group',
      );
    };
    if (isInUse) target.timer = clock.at(target.goneAtMs, leave);
    else leave();
    return target.goneAtMs;
  }

  #recheckEverywhere(instance: Instance): void {
    for (const targetGroup of this.#targetGroups.values()) {
      const target = targetGroup.targets.get(instance.instanceId);
      if (target !== undefined) this.#recheck(targetGroup, target);
    }
  }

  /** Work out the target's next transition from what its web process does from now on. */
  #recheck(targetGroup: TargetGroupRecord, target: TargetRecord): void {
    if (target.goneAtMs !== undefined) return;
    target.timer?.cancel();
    target.timer = undefined;
    const instance = this.#ec2.instance(target.instanceId);
    if (instance === undefined || instance.state !== 'running') {
      this.#enter(targetGroup, target, 'unused', 'Target.InvalidState', 'Target is in the stopped or terminated state');
      return;
    }
    if (!isInUse(targetGroup, target)) {
      this.#enter(
        targetGroup,
        target,
        'unused',
        'Target.NotInUse',
        'Target group is not configured to receive traffic from the load balancer',
      );
      return;
    }
    if (target.state === 'unused') {
      this.#enter(targetGroup, target, 'initial', 'Elb.InitialHealthChecking', 'Initial health checks in progress');
    }
    const next = healthTransition(target, targetGroup.healthCheck, failureOf(instance), this.#kernel.clock.nowMs);
    if (next === undefined) return;
    target.timer = this.#kernel.clock.at(next.atMs, () => {
      target.timer = undefined;
      this.#enter(targetGroup, target, next.state, next.reason, next.description);
    });
  }

  #enter(
    targetGroup: TargetGroupRecord,
    target: TargetRecord,
    state: TargetState,
    reason: string | undefined,
    description: string | undefined,
  ): void {
    target.state = state;
    target.reason = reason;
    target.description = description;
    for (const listener of this.#listeners) listener(targetGroup, target);
  }

  #record(arn: string): TargetGroupRecord {
    const targetGroup = this.#targetGroups.get(arn);
    if (targetGroup === undefined) throw notFound('TargetGroupNotFound', 'One or more target groups', arn);
    return targetGroup;
  }
}

/** A target is checked only where a load balancer forwards to its group and has its zone enabled. */
const isInUse = (targetGroup: TargetGroupRecord, target: TargetRecord): boolean => {
  for (const { zones } of targetGroup.loadBalancers) if (zones.some(({ zone }) => zone === target.zone)) return true;
  return false;
};

const failureOf = (instance: Instance): CheckFailure | undefined => {
  if (instance.isServing) return undefined;
  return instance.hungAtMs !== undefined || instance.isImpaired ? 'timed-out' : 'refused';
};

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/CommonErrors.html; the wording is unverified. */
const notFound = (code: string, what: string, arn: string): AwsError =>
  new AwsError(code, `${what} not found: '${arn}'`);
