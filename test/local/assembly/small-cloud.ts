import { deployAssembly } from '../../../local/assembly/deploy-assembly.ts';
import type { Stack } from '../../../local/assembly/stack.ts';
import type { Template, TemplateResource } from '../../../local/assembly/template.ts';
import { createKernel, type KernelSettings, type OpenKernel } from '../../../local/create-kernel.ts';
import { type Caller, type JournalEntry, type MetricValue, operation } from '../../../local/kernel.ts';
import { createEvents, type Events } from '../../../local/services/events/events.ts';
import { createIam, type Iam } from '../../../local/services/iam/iam.ts';
import { createKms } from '../../../local/services/kms/kms.ts';
import { createScheduler } from '../../../local/services/scheduler/scheduler.ts';
import { createSns, type Sns } from '../../../local/services/sns/sns.ts';
import { createSqs, type Sqs } from '../../../local/services/sqs/sqs.ts';
import { createSsm } from '../../../local/services/ssm/ssm.ts';

export interface RecordedCall {
  readonly atMs: number;
  readonly operation: string;
  readonly input: Record<string, unknown>;
  readonly caller: Caller;
}

/** The services of this folder's tests, with a function and a state machine service that only write down what they are asked. */
export interface SmallCloud {
  readonly kernel: OpenKernel;
  readonly iam: Iam;
  readonly events: Events;
  readonly sqs: Sqs;
  readonly sns: Sns;
  readonly calls: RecordedCall[];
  readonly metrics: MetricValue[];
  /** What the recorded services answer with; undefined is success. */
  failure: ((call: RecordedCall) => Error | undefined) | undefined;
  deploy(resources: Record<string, TemplateResource>, template?: Template): Promise<Stack>;
  call(service: string, operation: string, input: unknown, caller?: Caller): Promise<Record<string, unknown>>;
  noted(kind: JournalEntry['kind']): readonly JournalEntry[];
}

export const START_MS = Date.parse('2026-01-05T00:00:00Z');
export const ACCOUNT = '123456789012';
export const REGION = 'eu-west-1';

export const createSmallCloud = (settings: Partial<KernelSettings> = {}): SmallCloud => {
  const kernel = createKernel({ seed: 1, startAtMs: START_MS, ...settings });
  const iam = createIam(kernel);
  const events = createEvents(kernel);
  const sqs = createSqs(kernel);
  const sns = createSns(kernel);
  const modules = [iam, events, sqs, sns, createScheduler(kernel), createKms(kernel), createSsm(kernel)];
  for (const { service } of modules) kernel.register(service);
  const metrics: MetricValue[] = [];
  kernel.connect({ authorizer: iam.authorizer, emit: events.emit, measure: (metric) => metrics.push(metric) });
  const cloud: SmallCloud = {
    kernel,
    iam,
    events,
    sqs,
    sns,
    calls: [],
    metrics,
    failure: undefined,
    deploy: async (resources, template = {}) => {
      const stack = { name: 'Small', template: { ...template, Resources: resources }, tags: {} };
      const assembly = { stacks: [stack], assetPath: (key: string) => `/assets/${key}` };
      const [deployed] = await deployAssembly(assembly, {
        kernel,
        providers: modules.flatMap((module) => module.resources),
      });
      if (deployed === undefined) throw new Error('no stack was deployed');
      return deployed;
    },
    call: async (service, name, input, caller = { kind: 'operator' }) =>
      (await kernel.call(service, name, input, caller)) as Record<string, unknown>,
    noted: (kind) => kernel.journal.entries.filter((entry) => entry.kind === kind),
  };
  registerRecorder(cloud, 'lambda', 'Invoke', ({ FunctionName }) => ['lambda:InvokeFunction', String(FunctionName)]);
  registerRecorder(cloud, 'states', 'StartExecution', ({ stateMachineArn }) => [
    'states:StartExecution',
    String(stateMachineArn),
  ]);
  return cloud;
};

const registerRecorder = (
  cloud: SmallCloud,
  service: string,
  name: string,
  access: (input: Record<string, unknown>) => readonly [string, string],
): void => {
  const recorded = operation<Record<string, unknown>, unknown>({
    authorize: (input) => {
      const [action, resource] = access(input);
      return [{ action, resource }];
    },
    run: (input, caller) => {
      const call = { atMs: cloud.kernel.clock.nowMs, operation: name, input, caller };
      cloud.calls.push(call);
      const failure = cloud.failure?.(call);
      if (failure !== undefined) throw failure;
      return {};
    },
  });
  cloud.kernel.register({
    name: service,
    integration: { name: service, errorPrefix: service },
    operations: { [name]: recorded },
  });
};

/** The payload of a recorded Lambda invocation, parsed. */
export const payloadOf = ({ input }: RecordedCall): unknown =>
  JSON.parse(new TextDecoder().decode(input['Payload'] as Uint8Array)) as unknown;

/** A role that a service may take, on a condition if there is one, and statements that it allows. */
export const role = (
  service: string,
  statements: readonly object[],
  name = 'worker',
  Condition: object = {},
): TemplateResource => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    RoleName: name,
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole', Condition }],
    },
    Policies: [{ PolicyName: 'inline', PolicyDocument: { Version: '2012-10-17', Statement: statements } }],
  },
});

export const roleArn = (name = 'worker'): string => `arn:aws:iam::${ACCOUNT}:role/${name}`;
export const asRole = (name = 'worker'): Caller => ({ kind: 'role', roleArn: roleArn(name), sessionName: 'session' });
