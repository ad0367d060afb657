import { createKernel, type KernelSettings, type OpenKernel } from '../../../local/create-kernel.ts';
import type { ResourceProvider, ServiceEvent, ServiceModule } from '../../../local/kernel.ts';
import { type AutoScaling, createAutoScaling } from '../../../local/services/autoscaling/autoscaling.ts';
import { type CloudWatch, createCloudWatch } from '../../../local/services/cloudwatch/cloudwatch.ts';
import { createEc2, type Ec2 } from '../../../local/services/ec2/ec2.ts';
import { createElbv2, type Elbv2 } from '../../../local/services/elbv2/elbv2.ts';
import type { Elbv2Settings } from '../../../local/services/elbv2/target-metrics.ts';
import { createWorkload, type Workload } from '../../../local/workload/workload.ts';

export const START_MS = Date.parse('2026-01-06T00:00:00Z');
export const seconds = (count: number): number => count * 1000;
export const minutes = (count: number): number => count * 60_000;

export interface DemoFleetOptions {
  readonly seed?: number;
  readonly faults?: KernelSettings['faults'];
  /** Properties of the group `web` that differ from the usual. */
  readonly group?: Readonly<Record<string, unknown>>;
  readonly hasTargetGroup?: boolean;
  readonly elbv2?: Partial<Elbv2Settings>;
}

/** A cloud of four services with a load balancer and the group `web`: 2 to 10 instances in two zones, booting in 120 s. */
export class DemoFleet {
  readonly kernel: OpenKernel;
  readonly ec2: Ec2;
  readonly elbv2: Elbv2;
  readonly autoscaling: AutoScaling;
  readonly cloudwatch: CloudWatch;
  readonly workload: Workload;
  readonly events: ServiceEvent[] = [];
  readonly targetGroupArn: string;
  readonly loadBalancerArn: string;
  #resources = 0;

  constructor(options: DemoFleetOptions = {}) {
    const { seed = 1, faults } = options;
    this.kernel = createKernel({ seed, startAtMs: START_MS, ...(faults && { faults }) });
    this.ec2 = createEc2(this.kernel, { bootSpreadShare: 0 });
    this.elbv2 = createElbv2(this.kernel, { ec2: this.ec2 }, options.elbv2);
    this.autoscaling = createAutoScaling(this.kernel, { ec2: this.ec2, elbv2: this.elbv2 });
    this.cloudwatch = createCloudWatch(this.kernel);
    this.workload = createWorkload(this.kernel, this);
    for (const module of this.#modules()) this.kernel.register(module.service);
    this.kernel.connect({
      measure: (metric) => this.cloudwatch.measure(metric),
      emit: (event) => {
        this.events.push(event);
      },
    });
    const zones = ['eu-west-1a', 'eu-west-1b'];
    const subnets = zones.map((zone) => this.create('AWS::EC2::Subnet', { VpcId: 'vpc-1', AvailabilityZone: zone }));
    this.loadBalancerArn = this.create('AWS::ElasticLoadBalancingV2::LoadBalancer', { Name: 'web', Subnets: subnets });
    this.targetGroupArn = this.create('AWS::ElasticLoadBalancingV2::TargetGroup', {
      Name: 'web',
      HealthCheckIntervalSeconds: 10,
      HealthyThresholdCount: 2,
      UnhealthyThresholdCount: 3,
      TargetGroupAttributes: [{ Key: 'deregistration_delay.timeout_seconds', Value: '60' }],
    });
    this.create('AWS::ElasticLoadBalancingV2::Listener', {
      LoadBalancerArn: this.loadBalancerArn,
      DefaultActions: [{ Type: 'forward', TargetGroupArn: this.targetGroupArn }],
    });
    const template = this.create('AWS::EC2::LaunchTemplate', { LaunchTemplateData: { InstanceType: 't4g.nano' } });
    this.create('AWS::AutoScaling::AutoScalingGroup', {
      AutoScalingGroupName: 'web',
      MinSize: '2',
      MaxSize: '10',
      HealthCheckGracePeriod: 120,
      LaunchTemplate: { LaunchTemplateId: template, Version: '1' },
      VPCZoneIdentifier: subnets,
      TargetGroupARNs: options.hasTargetGroup === false ? [] : [this.targetGroupArn],
      MetricsCollection: [{ Granularity: '1Minute' }],
      Tags: [{ Key: 'team', Value: 'blue', PropagateAtLaunch: true }],
      ...options.group,
    });
  }

  /** Create a resource as CloudFormation would, and answer its `Ref`. */
  create(type: string, properties: Readonly<Record<string, unknown>>): string {
    return this.provider(type).create({
      stackName: 'Demo',
      logicalId: `Resource${this.#resources++}`,
      properties,
      stackTags: {},
      assetPath: (key) => key,
    }).ref;
  }

  provider(type: string): ResourceProvider {
    const found = this.#modules()
      .flatMap(({ resources }) => resources)
      .find((provider) => provider.type === type);
    if (found === undefined) throw new Error(`no provider of ${type}`);
    return found;
  }

  call<Output>(service: string, operation: string, input: unknown): Promise<Output> {
    return this.kernel.call(service, operation, input, { kind: 'operator' }) as Promise<Output>;
  }

  async setDesired(DesiredCapacity: number): Promise<void> {
    await this.call('autoscaling', 'SetDesiredCapacity', { AutoScalingGroupName: 'web', DesiredCapacity });
  }

  advance(byMs: number): Promise<void> {
    return this.kernel.clock.advance(byMs);
  }

  /** Ids of the members of `web` in a lifecycle state. */
  members(state: string): readonly string[] {
    const group = this.autoscaling.existing('web');
    return [...group.members.values()]
      .filter((member) => member.lifecycleState === state)
      .map((member) => member.instanceId);
  }

  /** How many targets of `web` are in a state. */
  targets(state: string): number {
    return [...this.elbv2.existing(this.targetGroupArn).targets.values()].filter((target) => target.state === state)
      .length;
  }

  #modules(): readonly ServiceModule[] {
    return [this.ec2, this.elbv2, this.autoscaling, this.cloudwatch];
  }
}
