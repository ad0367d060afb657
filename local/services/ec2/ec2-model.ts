import { AwsError, type Kernel } from '../../kernel.ts';
import { billedSeconds } from './billed-seconds.ts';
import { DEFAULT_EC2_SETTINGS, type Ec2Settings } from './ec2-settings.ts';
import type { Instance, InstanceRecord, InstanceState, LaunchSpec } from './instance.ts';
import { quotaOf, vcpusOf } from './vcpus.ts';

export interface Subnet {
  readonly subnetId: string;
  readonly vpcId: string;
  readonly zone: string;
}

export interface LaunchTemplate {
  readonly launchTemplateId: string;
  readonly launchTemplateName: string;
  readonly instanceType: string;
  readonly imageId: string;
  /** Tags that the template gives to instances. */
  readonly instanceTags: Readonly<Record<string, string>>;
}

/** A want of capacity, made by a test or a scenario: all zones, or all types, where none is named. */
export interface Shortage {
  readonly zone?: string;
  readonly instanceType?: string;
}

export type InstanceListener = (instance: Instance) => void;

const GROUP_TAG = 'aws:autoscaling:groupName';

/** The instances of the account: their lives, what they answer, and what goes wrong with them on purpose. */
export class Ec2Model {
  readonly settings: Ec2Settings;
  readonly subnets = new Map<string, Subnet>();
  readonly launchTemplates = new Map<string, LaunchTemplate>();
  readonly #kernel: Kernel;
  readonly #instances = new Map<string, InstanceRecord>();
  readonly #stateListeners: InstanceListener[] = [];
  readonly #servingListeners: InstanceListener[] = [];
  readonly #statusListeners: InstanceListener[] = [];
  readonly #billedSecondsOfTheGone = new Map<string, number>();
  #shortages: readonly Shortage[] = [];
  readonly #brokenBoots = new Map<string, number>();
  #launches = 0;

  constructor(kernel: Kernel, settings: Partial<Ec2Settings> = {}) {
    this.#kernel = kernel;
    this.settings = { ...DEFAULT_EC2_SETTINGS, ...settings };
  }

  onStateChange(listener: InstanceListener): void {
    this.#stateListeners.push(listener);
  }

  /** Called when the web process begins or ceases to answer. */
  onServingChange(listener: InstanceListener): void {
    this.#servingListeners.push(listener);
  }

  /** Called when status checks begin to fail. */
  onImpaired(listener: InstanceListener): void {
    this.#statusListeners.push(listener);
  }

  instances(): Iterable<Instance> {
    return this.#instances.values();
  }

  instance(instanceId: string): Instance | undefined {
    return this.#instances.get(instanceId);
  }

  /** @throws `AwsError` InvalidInstanceID.NotFound */
  existing(instanceId: string): Instance {
    return this.#record(instanceId);
  }

  /** @throws `AwsError` InsufficientInstanceCapacity when a shortage covers zone and type, VcpuLimitExceeded over the quota */
  launch(spec: LaunchSpec): Instance {
    const failure = this.#failureOf(spec);
    const instance = this.#create(spec);
    if (failure === 'no-key') this.#failToStart(instance, () => this.terminate(instance.instanceId));
    else this.#boot(instance, instance.isBootBroken ? undefined : this.#drawBootMs());
    this.#announce(instance);
    return instance;
  }

  /** Stop a running instance. @throws `AwsError` InvalidInstanceID.NotFound */
  stop(instanceId: string): void {
    const instance = this.#record(instanceId);
    if (instance.state !== 'running') return;
    for (const timer of instance.timers) timer.cancel();
    const { clock } = this.#kernel;
    instance.billedBeforeSeconds = billedSeconds(instance, clock.nowMs);
    instance.runningAtMs = undefined;
    this.#setServing(instance, false);
    this.#enter(instance, 'stopping');
    instance.timers = [clock.after(this.settings.shutdownSeconds * 1000, () => this.#enter(instance, 'stopped'))];
  }

  /**
   * Start a stopped instance. One that may not use its key is pending and then stopped again:
   * https://repost.aws/knowledge-center/kms-iam-ec2-permission
   *
   * @throws `AwsError` InvalidInstanceID.NotFound, and for want of capacity and over the quota like a launch: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/troubleshooting-launch.html
   */
  start(instanceId: string): void {
    const instance = this.#record(instanceId);
    if (instance.state !== 'stopped') return;
    const failure = this.#failureOf(instance);
    instance.stateReason = undefined;
    if (failure === 'no-key') this.#failToStart(instance, () => this.#enter(instance, 'stopped'));
    else this.#boot(instance, instance.isBootBroken ? undefined : this.settings.restartSeconds * 1000);
    this.#enter(instance, 'pending');
  }

  /** Tag an instance as one of an Auto Scaling group, or of none where the name is empty. */
  changeGroup(instanceId: string, groupName: string): void {
    const instance = this.#record(instanceId);
    const { [GROUP_TAG]: _before, ...others } = instance.tags;
    instance.tags = groupName === '' ? others : { ...others, [GROUP_TAG]: groupName };
    instance.groupName = groupName;
  }

  /** End an instance; one that is already ending stays as it is. @throws `AwsError` InvalidInstanceID.NotFound */
  terminate(instanceId: string): void {
    const instance = this.#record(instanceId);
    if (instance.state === 'shutting-down' || instance.state === 'terminated') return;
    for (const timer of instance.timers) timer.cancel();
    instance.stoppedAtMs = this.#kernel.clock.nowMs;
    this.#setServing(instance, false);
    this.#enter(instance, 'shutting-down');
    this.#kernel.clock.after(this.settings.shutdownSeconds * 1000, () => {
      this.#enter(instance, 'terminated');
      this.#kernel.clock.after(this.settings.afterlifeSeconds * 1000, () => this.#forget(instance));
    });
  }

  /** Fault: the web process stops answering while EC2's checks stay green. */
  hang(instanceId: string): void {
    const instance = this.#record(instanceId);
    instance.hungAtMs = this.#kernel.clock.nowMs;
    this.#setServing(instance, false);
  }

  /** Fault: the instance's status check fails from now on, and with it the web process. */
  impair(instanceId: string): void {
    const instance = this.#record(instanceId);
    instance.isImpaired = true;
    this.#setServing(instance, false);
    for (const listener of this.#statusListeners) listener(instance);
  }

  /** Fault: terminated from outside, behind the back of its group. */
  crash(instanceId: string): void {
    this.terminate(instanceId);
  }

  /** Fault: launches in these zones and of these types fail until the next call; an empty list ends all shortages. */
  lack(shortages: readonly Shortage[]): void {
    this.#shortages = shortages;
  }

  /** Fault: the next launches of a group boot, pass EC2's checks, and never answer. */
  breakBoots(groupName: string, count = Number.POSITIVE_INFINITY): void {
    this.#brokenBoots.set(groupName, count);
  }

  /** Seconds billed so far for all instances, living or gone, of an Auto Scaling group. */
  billedSeconds(groupName: string): number {
    const nowMs = this.#kernel.clock.nowMs;
    let seconds = this.#billedSecondsOfTheGone.get(groupName) ?? 0;
    for (const instance of this.#instances.values()) {
      if (instance.groupName === groupName) seconds += billedSeconds(instance, nowMs);
    }
    return seconds;
  }

  /** @throws `AwsError` for what is refused at once */
  #failureOf({ zone, instanceType, tags }: LaunchSpec): 'no-key' | undefined {
    const lacks = this.#shortages.some(
      (lack) => (lack.zone ?? zone) === zone && (lack.instanceType ?? instanceType) === instanceType,
    );
    if (lacks) throw insufficientCapacity(zone, instanceType);
    const quotaVcpus = (): number => this.#usedVcpus(quotaOf(instanceType)) + vcpusOf(instanceType);
    const groupName = tags[GROUP_TAG] ?? '';
    const failure = this.#kernel.faults.launch({ zone, instanceType, groupName, quotaVcpus });
    if (failure === 'no-capacity') throw insufficientCapacity(zone, instanceType);
    if (typeof failure === 'object') throw vcpuLimitExceeded(failure.vcpuLimit);
    return failure;
  }

  /** What instances that are pending or running have of a quota; that those count which are pending is unverified. */
  #usedVcpus(quota: string): number {
    let sum = 0;
    for (const { state, instanceType } of this.#instances.values()) {
      const counts = (state === 'pending' || state === 'running') && quotaOf(instanceType) === quota;
      if (counts) sum += vcpusOf(instanceType);
    }
    return sum;
  }

  #boot(instance: InstanceRecord, servingMs: number | undefined): void {
    const { clock } = this.#kernel;
    instance.timers = [
      clock.after(this.settings.pendingSeconds * 1000, () => {
        instance.runningAtMs = clock.nowMs;
        this.#enter(instance, 'running');
      }),
    ];
    if (servingMs !== undefined) {
      instance.timers.push(clock.after(servingMs, () => this.#beginServing(instance)));
    }
  }

  /** How long EC2 tries is unverified; the instance is pending meanwhile. */
  #failToStart(instance: InstanceRecord, end: () => void): void {
    const fail = (): void => {
      instance.stateReason = 'Client.InternalError: Client error on launch';
      end();
    };
    instance.timers = [this.#kernel.clock.after(this.settings.pendingSeconds * 1000, fail)];
  }

  #create(spec: LaunchSpec): InstanceRecord {
    const { partition, region, account, random, clock } = this.#kernel;
    const instanceId = `i-${random.hex(17)}`;
    const groupName = spec.tags[GROUP_TAG] ?? '';
    this.#launches += 1;
    const instance: InstanceRecord = {
      ...spec,
      instanceId,
      arn: `arn:${partition}:ec2:${region}:${account}:instance/${instanceId}`,
      privateIp: `10.${(this.#launches >> 16) & 255}.${(this.#launches >> 8) & 255}.${this.#launches & 255}`,
      groupName,
      launchedAtMs: clock.nowMs,
      state: 'pending',
      billedBeforeSeconds: 0,
      runningAtMs: undefined,
      stoppedAtMs: undefined,
      servingAtMs: undefined,
      isServing: false,
      hungAtMs: undefined,
      isImpaired: false,
      isBootBroken: this.#takeBrokenBoot(groupName),
      stateReason: undefined,
      timers: [],
    };
    this.#instances.set(instanceId, instance);
    return instance;
  }

  #takeBrokenBoot(groupName: string): boolean {
    const left = this.#brokenBoots.get(groupName) ?? 0;
    if (left > 0) this.#brokenBoots.set(groupName, left - 1);
    return left > 0;
  }

  #drawBootMs(): number {
    const { bootSeconds, bootSpreadShare, pendingSeconds } = this.settings;
    const drawn = bootSeconds * (1 + bootSpreadShare * (2 * this.#kernel.random.next() - 1));
    return Math.round(Math.max(drawn, pendingSeconds) * 1000);
  }

  #beginServing(instance: InstanceRecord): void {
    if (instance.hungAtMs !== undefined || instance.isImpaired) return;
    instance.servingAtMs = this.#kernel.clock.nowMs;
    this.#setServing(instance, true);
  }

  #setServing(instance: InstanceRecord, isServing: boolean): void {
    if (instance.isServing === isServing) return;
    instance.isServing = isServing;
    for (const listener of this.#servingListeners) listener(instance);
  }

  #enter(instance: InstanceRecord, state: InstanceState): void {
    instance.state = state;
    this.#announce(instance);
  }

  /** https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/monitoring-instance-state-changes.html */
  #announce(instance: InstanceRecord): void {
    const { instanceId, state, groupName } = instance;
    this.#kernel.journal.note('instance', instanceId, { group: groupName, state });
    this.#kernel.emit({
      source: 'aws.ec2',
      detailType: 'EC2 Instance State-change Notification',
      detail: { 'instance-id': instanceId, state },
      resources: [instance.arn],
    });
    for (const listener of this.#stateListeners) listener(instance);
  }

  #forget(instance: InstanceRecord): void {
    this.#instances.delete(instance.instanceId);
    const before = this.#billedSecondsOfTheGone.get(instance.groupName) ?? 0;
    this.#billedSecondsOfTheGone.set(instance.groupName, before + billedSeconds(instance, this.#kernel.clock.nowMs));
  }

  #record(instanceId: string): InstanceRecord {
    const instance = this.#instances.get(instanceId);
    if (instance !== undefined) return instance;
    // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
    throw new AwsError('InvalidInstanceID.NotFound', `The instance ID '${instanceId}' does not exist`);
  }
}

/** A server error: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html */
const insufficientCapacity = (zone: string, instanceType: string): AwsError =>
  new AwsError(
    'InsufficientInstanceCapacity',
    `We currently do not have sufficient ${instanceType} capacity in the Availability Zone you requested (${zone}). Our system will be working on provisioning additional capacity.`,
    500,
  );

/**
 * A client error.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html has the code; the sentence is as people report it:
 * https://github.com/kubernetes/kops/pull/15778
 */
const vcpuLimitExceeded = (limit: number): AwsError =>
  new AwsError(
    'VcpuLimitExceeded',
    `You have requested more vCPU capacity than your current vCPU limit of ${limit} allows for the instance bucket that the specified instance type belongs to. Please visit http://aws.amazon.com/contact-us/ec2-request to request an adjustment to this limit.`,
  );
