import { type DeployRequest, deployAssembly } from './assembly/deploy-assembly.ts';
import { type Assembly, loadAssembly } from './assembly/load-assembly.ts';
import type { Stack } from './assembly/stack.ts';
import { Stacks } from './assembly/stacks.ts';
import { createKernel, type KernelSettings, type OpenKernel } from './create-kernel.ts';
import type { Journal, ResourceProvider, ServiceModule } from './kernel.ts';
import { createCredentialStore } from './lambda/credentials.ts';
import { type AutoScaling, createAutoScaling } from './services/autoscaling/autoscaling.ts';
import type { AutoScalingSettings } from './services/autoscaling/fleet.ts';
import { createCloudFormation } from './services/cloudformation/cloudformation.ts';
import { type CloudWatch, createCloudWatch } from './services/cloudwatch/cloudwatch.ts';
import type { CloudWatchSettings } from './services/cloudwatch/metric-store.ts';
import { createDynamoDb, type DynamoDbModule } from './services/dynamodb/dynamodb.ts';
import { createEc2, type Ec2 } from './services/ec2/ec2.ts';
import type { Ec2Settings } from './services/ec2/ec2-settings.ts';
import { createEcr } from './services/ecr/ecr.ts';
import { createElbv2, type Elbv2 } from './services/elbv2/elbv2.ts';
import type { Elbv2Settings } from './services/elbv2/target-metrics.ts';
import { createEvents } from './services/events/events.ts';
import { createIam } from './services/iam/iam.ts';
import { createKms } from './services/kms/kms.ts';
import { createLambda, type Lambda } from './services/lambda/lambda.ts';
import type { LambdaSettings } from './services/lambda/lambda-model.ts';
import { createLogs } from './services/logs/logs.ts';
import { createS3 } from './services/s3/s3.ts';
import { createScheduler } from './services/scheduler/scheduler.ts';
import { createSns } from './services/sns/sns.ts';
import { createSqs } from './services/sqs/sqs.ts';
import { createSsm } from './services/ssm/ssm.ts';
import { createStates, type States } from './services/states/states.ts';
import type { FindCaller } from './wire/authenticate.ts';
import { createOuterWire, createWire, type Wire } from './wire/wire.ts';
import { createWorkload, type Workload } from './workload/workload.ts';

export interface CloudSettings extends KernelSettings {
  /** How the services behave where AWS leaves it open, such as how long a boot takes. */
  readonly settings?: {
    readonly autoscaling?: Partial<AutoScalingSettings>;
    readonly cloudwatch?: Partial<CloudWatchSettings>;
    readonly ec2?: Partial<Ec2Settings>;
    readonly elbv2?: Partial<Elbv2Settings>;
    readonly lambda?: Partial<LambdaSettings>;
  };
}

/** What came of a deployment. */
export interface Deployment {
  readonly stacks: readonly Stack[];
  /** Of all stacks, by name. */
  readonly outputs: Readonly<Record<string, unknown>>;
}

/** An AWS account with one region, in memory, on a virtual clock. */
export interface Cloud {
  readonly kernel: OpenKernel;
  readonly journal: Journal;
  readonly autoscaling: AutoScaling;
  readonly cloudwatch: CloudWatch;
  readonly dynamodb: DynamoDbModule;
  readonly ec2: Ec2;
  readonly elbv2: Elbv2;
  readonly lambda: Lambda;
  readonly states: States;
  readonly workload: Workload;
  /** What templates may be made of. */
  readonly providers: readonly ResourceProvider[];
  readonly nowMs: number;
  /**
   * Deploy an assembly as CloudFormation would.
   *
   * @param assembly a folder such as `cdk.out`, or what `loadAssembly` made of one
   */
  deploy(assembly: string | Assembly, parameters?: DeployRequest['parameters']): Promise<Deployment>;
  /** @throws whatever ended the run: a call, resource or policy element that is not modelled, or a mistake of the cloud */
  advanceTo(untilMs: number): Promise<void>;
  advance(byMs: number): Promise<void>;
  /**
   * The way in for clients outside. Who holds keys that AssumeRole gave is that role, who holds any other long-term key is
   * the account's administrator.
   */
  openWire(): Wire;
  /** Make a call as the account's administrator. One that waits, such as a long invocation, settles as time advances. */
  call(service: string, operation: string, input: unknown): Promise<unknown>;
}

export const createCloud = ({ settings = {}, ...kernelSettings }: CloudSettings): Cloud => {
  const kernel = createKernel(kernelSettings);
  const credentials = createCredentialStore(kernel.random);
  const iam = createIam(kernel, credentials);
  const events = createEvents(kernel);
  const cloudwatch = createCloudWatch(kernel, settings.cloudwatch);
  kernel.connect({ authorizer: iam.authorizer, emit: events.emit, measure: cloudwatch.measure });

  const ec2 = createEc2(kernel, settings.ec2);
  const elbv2 = createElbv2(kernel, { ec2 }, settings.elbv2);
  const autoscaling = createAutoScaling(kernel, { ec2, elbv2, settings: settings.autoscaling ?? {} });
  const dynamodb = createDynamoDb(kernel);
  const states = createStates(kernel, iam.authorizer);
  const logs = createLogs(kernel);
  const lambda = createLambda(
    kernel,
    {
      network: createWire(kernel, credentials.find).answer,
      credentials,
      authorizer: iam.authorizer,
      logs: logs.model,
      assumeRole: iam.assumeRole,
    },
    settings.lambda,
  );
  const s3 = createS3(kernel);
  const modules: readonly ServiceModule[] = [
    iam,
    events,
    cloudwatch,
    ec2,
    elbv2,
    autoscaling,
    dynamodb,
    states,
    logs,
    lambda,
    createEcr(kernel),
    createKms(kernel),
    createScheduler(kernel),
    createSns(kernel),
    createSqs(kernel),
    createSsm(kernel),
    s3,
  ];
  for (const { service } of modules) kernel.register(service);
  const stacks = new Stacks(kernel);
  const providers = modules.flatMap(({ resources }) => resources);
  const cloudformation = createCloudFormation(kernel, {
    stacks,
    providers: new Map(providers.map((provider) => [provider.type, provider])),
    assetPath: s3.onDisk,
    assumeRole: iam.assumeRole,
  });
  kernel.register(cloudformation.service);

  return {
    kernel,
    journal: kernel.journal,
    autoscaling,
    cloudwatch,
    dynamodb,
    ec2,
    elbv2,
    lambda,
    states,
    providers,
    workload: createWorkload(kernel, { autoscaling, ec2, elbv2 }),
    get nowMs() {
      return kernel.clock.nowMs;
    },
    deploy: async (assembly, parameters = {}) => {
      const loaded = typeof assembly === 'string' ? loadAssembly(assembly) : assembly;
      const deployed = await deployAssembly(loaded, { kernel, providers, parameters, stacks });
      return { stacks: deployed, outputs: Object.assign({}, ...deployed.map(({ outputs }) => outputs)) };
    },
    openWire: () => createOuterWire(kernel, administratorOr(credentials.find)),
    advanceTo: (untilMs) => kernel.clock.advanceTo(untilMs),
    advance: (byMs) => kernel.clock.advance(byMs),
    call: (service, operation, input) => kernel.call(service, operation, input, { kind: 'operator' }),
  };
};

/** Long-term keys belong to users, temporary ones begin with ASIA: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-prefixes */
const administratorOr =
  (find: FindCaller): FindCaller =>
  (accessKeyId) =>
    find(accessKeyId) ?? (accessKeyId.startsWith('ASIA') ? undefined : { kind: 'operator' });
