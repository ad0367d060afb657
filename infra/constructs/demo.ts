import { Duration, Tags } from 'aws-cdk-lib';
import { AutoScalingGroup, BlockDeviceVolume, GroupMetrics, HealthChecks } from 'aws-cdk-lib/aws-autoscaling';
import {
  AmazonLinuxCpuType,
  InstanceType,
  type IVpc,
  LaunchTemplate,
  LaunchTemplateHttpTokens,
  MachineImage,
  Peer,
  Port,
  SecurityGroup,
  SubnetType,
  UserData,
  Vpc,
} from 'aws-cdk-lib/aws-ec2';
import {
  ApplicationLoadBalancer,
  ApplicationProtocol,
  ApplicationTargetGroup,
  TargetType,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import { INSTALLATION_TAG } from './installation.ts';
import type { TargetGroupDimensions } from './tier-alarms.ts';

export interface DemoProps {
  readonly installation: string;
}

/** Group names of the demo begin with this; a blueprint may leave out their load balancer. */
export const DEMO_GROUP_PREFIX = 'rubato-demo-';

/** The one that the demo's load balancer serves. */
export const DEMO_SERVED_GROUP = `${DEMO_GROUP_PREFIX}web`;

/**
 * What the example blueprint is tried on: a load balancer with the group `rubato-demo-web`, and an environment of two
 * groups in two stages. Instances are t4g.nano, serve one static page, and have no way to the internet.
 */
export class Demo extends Construct {
  /** Of the web group's target group and load balancer. */
  readonly dimensions: TargetGroupDimensions;

  constructor(scope: Construct, id: string, props: DemoProps) {
    super(scope, id);
    acknowledge(this, {
      VPC7: 'The demo serves one static page; flow logs would cost more than the instances.',
      EC23: 'The page of the demo is public on port 80; the instances only hear the load balancer.',
      AS3: 'Scaling of these groups is what Rubato records and reports itself.',
      ELB2: 'The demo serves one static page; access logs would need a bucket that outlives it.',
    });
    // CDK's own class misses its interface by an optional property under exactOptionalPropertyTypes.
    const vpc = new Vpc(this, 'Vpc', {
      maxAzs: 2,
      natGateways: 0,
      restrictDefaultSecurityGroup: false,
      subnetConfiguration: [
        { name: 'public', subnetType: SubnetType.PUBLIC, cidrMask: 24 },
        { name: 'tier', subnetType: SubnetType.PRIVATE_ISOLATED, cidrMask: 22 },
      ],
    }) as IVpc;
    const balancerGroup = new SecurityGroup(this, 'BalancerSecurityGroup', { vpc, allowAllOutbound: false });
    balancerGroup.addIngressRule(Peer.anyIpv4(), Port.tcp(80), 'the demo page is public');
    const instanceGroup = new SecurityGroup(this, 'InstanceSecurityGroup', { vpc, allowAllOutbound: false });
    instanceGroup.addIngressRule(balancerGroup, Port.tcp(80), 'only the load balancer');
    balancerGroup.addEgressRule(instanceGroup, Port.tcp(80), 'only the instances');

    const launchTemplate = new LaunchTemplate(this, 'LaunchTemplate', {
      instanceType: new InstanceType('t4g.nano'),
      machineImage: MachineImage.latestAmazonLinux2023({ cpuType: AmazonLinuxCpuType.ARM_64 }),
      securityGroup: instanceGroup,
      httpTokens: LaunchTemplateHttpTokens.REQUIRED,
      userData: pageServer(),
      blockDevices: [{ deviceName: '/dev/xvda', volume: BlockDeviceVolume.ebs(8, { encrypted: true }) }],
    });
    const group = (name: string, stage: string, sizes: { readonly min: number; readonly max: number }) => {
      const created = new AutoScalingGroup(this, name, {
        autoScalingGroupName: `${DEMO_GROUP_PREFIX}${stage}`,
        vpc,
        vpcSubnets: { subnetType: SubnetType.PRIVATE_ISOLATED },
        launchTemplate,
        minCapacity: sizes.min,
        maxCapacity: sizes.max,
        healthChecks: HealthChecks.ec2({ gracePeriod: Duration.minutes(2) }),
        groupMetrics: [GroupMetrics.all()],
      });
      Tags.of(created).add(INSTALLATION_TAG, props.installation, { applyToLaunchedInstances: true });
      return created;
    };

    const targetGroup = new ApplicationTargetGroup(this, 'Targets', {
      vpc,
      port: 80,
      protocol: ApplicationProtocol.HTTP,
      targetType: TargetType.INSTANCE,
      targets: [group('Web', 'web', { min: 2, max: 300 })],
      deregistrationDelay: Duration.seconds(60),
      healthCheck: { interval: Duration.seconds(10), healthyThresholdCount: 2, unhealthyThresholdCount: 3 },
    });
    const balancer = new ApplicationLoadBalancer(this, 'Balancer', {
      vpc,
      internetFacing: true,
      securityGroup: balancerGroup,
      dropInvalidHeaderFields: true,
    });
    balancer.addListener('Http', { port: 80, open: false, defaultTargetGroups: [targetGroup] });
    this.dimensions = {
      targetGroup: targetGroup.targetGroupFullName,
      loadBalancer: balancer.loadBalancerFullName,
    };

    for (const [stage, sizes] of [
      ['app', { min: 1, max: 2 }],
      ['web', { min: 2, max: 4 }],
    ] as const) {
      const member = group(`Staging-${stage}`, `staging-${stage}`, sizes);
      Tags.of(member).add('rubato:environment', 'staging');
      Tags.of(member).add('rubato:stage', stage);
    }
  }
}

/** Serves one page on port 80 with what Amazon Linux brings, since the instances reach no package repository. */
const pageServer = (): UserData => {
  const userData = UserData.forLinux();
  userData.addCommands(
    'mkdir -p /srv/page && echo "rubato demo" > /srv/page/index.html',
    'systemd-run --unit=page --property=Restart=always python3 -m http.server 80 --directory /srv/page',
  );
  return userData;
};
