import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createKernel, type FaultMaker, type OpenKernel } from '../../../local/create-kernel.ts';
import {
  type AccessRequest,
  AwsError,
  type Caller,
  type MetricValue,
  operation,
  type ResourceRequest,
  type Service,
} from '../../../local/kernel.ts';
import { createCredentialStore } from '../../../local/lambda/credentials.ts';
import { createLambda, type Lambda } from '../../../local/services/lambda/lambda.ts';
import type { LambdaSettings } from '../../../local/services/lambda/lambda-model.ts';
import { LogsModel } from '../../../local/services/logs/logs-model.ts';
import { createWire } from '../../../local/wire/wire.ts';

export const START_MS = Date.UTC(2026, 0, 5, 10);
export const ROLE_ARN = 'arn:aws:iam::123456789012:role/worker';
export const FUNCTION_ARN = 'arn:aws:lambda:eu-west-1:123456789012:function:work';

const OPERATOR: Caller = { kind: 'operator' };

export interface SmallCloud {
  readonly kernel: OpenKernel;
  readonly lambda: Lambda;
  readonly logs: LogsModel;
  readonly metrics: MetricValue[];
  /** Calls of other services, in order. */
  readonly calls: { readonly name: string; readonly input: object; readonly caller: Caller; readonly atMs: number }[];
  /** Create the function `work` from source text of its `index.js`. */
  addFunction(source: string, properties?: Readonly<Record<string, unknown>>): void;
  create(type: string, properties: Readonly<Record<string, unknown>>): void;
  invoke(payload?: unknown, options?: InvokeOptions): Promise<Answer>;
  /** The lines that were logged, without time and request id. */
  logLines(): readonly string[];
}

export interface InvokeOptions {
  readonly type?: 'RequestResponse' | 'Event' | 'DryRun';
  readonly caller?: Caller;
}

export interface Answer {
  readonly StatusCode: number;
  readonly FunctionError?: string;
  readonly payload: unknown;
}

export interface SmallCloudOptions {
  /** Actions that IAM denies. */
  readonly denied?: readonly string[];
  /** Answers of operations of other services: `sqs:SendMessage`. An error is thrown. */
  readonly answers?: Readonly<Record<string, unknown>>;
  readonly settings?: Partial<LambdaSettings>;
  readonly faults?: FaultMaker;
}

/** Lambda on a kernel whose other services answer what they are told to. */
export const createSmallCloud = (options: SmallCloudOptions = {}): SmallCloud => {
  const { denied = [], answers = {}, settings = {}, faults } = options;
  const kernel = createKernel({ seed: 11, startAtMs: START_MS, ...(faults && { faults }) });
  const authorizer = { check: (_caller: Caller, { action }: AccessRequest) => refuse(kernel, denied, action) };
  const metrics: MetricValue[] = [];
  kernel.connect({ authorizer, measure: (metric) => metrics.push(metric) });
  const calls: SmallCloud['calls'] = [];
  for (const service of fakeServices(kernel, answers, calls)) kernel.register(service);
  const credentials = createCredentialStore(kernel.random);
  const logs = new LogsModel();
  const wire = createWire(kernel, credentials.find);
  const dependencies = { network: wire.answer, credentials, authorizer, logs, assumeRole: () => undefined };
  const lambda = createLambda(kernel, dependencies, settings);
  kernel.register(lambda.service);

  let folder = '';
  const create: SmallCloud['create'] = (type, properties) => {
    const request: ResourceRequest = {
      stackName: 'Stack',
      logicalId: 'Thing',
      properties,
      stackTags: {},
      assetPath: () => folder,
    };
    const provider = lambda.resources.find((candidate) => candidate.type === type);
    if (provider === undefined) throw new Error(`no provider of ${type}`);
    provider.create(request);
  };

  return {
    kernel,
    lambda,
    logs,
    metrics,
    calls,
    create,
    addFunction: (source, properties = {}) => {
      folder = mkdtempSync(join(tmpdir(), 'function-'));
      const made = folder;
      onTestFinished(() => rmSync(made, { recursive: true }));
      writeFileSync(join(folder, 'index.js'), source);
      writeFileSync(join(folder, 'beside.json'), '{"from":"the asset"}');
      create('AWS::Lambda::Function', {
        FunctionName: 'work',
        Code: { S3Bucket: 'assets', S3Key: 'hash.zip' },
        Role: ROLE_ARN,
        Handler: 'index.handler',
        Runtime: 'nodejs24.x',
        ...properties,
      });
    },
    invoke: async (payload = {}, { type = 'RequestResponse', caller = OPERATOR } = {}) => {
      const input = { FunctionName: 'work', InvocationType: type, Payload: Buffer.from(JSON.stringify(payload)) };
      const output = (await kernel.call('lambda', 'Invoke', input, caller)) as Answer & { Payload?: Uint8Array };
      const { Payload, ...rest } = output;
      return { ...rest, payload: Payload === undefined ? undefined : JSON.parse(Buffer.from(Payload).toString()) };
    },
    logLines: () =>
      kernel.journal.entries
        .filter(({ kind }) => kind === 'log')
        .map(({ detail }) => String(detail['line']).split('\t').slice(2).join(' ')),
  };
};

const refuse = (kernel: OpenKernel, denied: readonly string[], action: string): void => {
  if (!denied.includes(action)) return;
  kernel.journal.note('denied', action);
  throw new AwsError('AccessDeniedException', `not authorized to perform: ${action}`);
};

const fakeServices = (
  kernel: OpenKernel,
  answers: Readonly<Record<string, unknown>>,
  calls: SmallCloud['calls'],
): readonly Service[] => {
  const names = [...new Set(Object.keys(answers).map((name) => name.split(':')[0] ?? ''))];
  return names.map((service) => ({
    name: service,
    integration: { name: service, errorPrefix: service },
    operations: Object.fromEntries(
      Object.entries(answers)
        .filter(([name]) => name.startsWith(`${service}:`))
        .map(([name, answer]) => [
          name.slice(service.length + 1),
          operation({
            authorize: () => [{ action: name, resource: '*' }],
            run: (input: object, caller) => {
              calls.push({ name, input, caller, atMs: kernel.clock.nowMs });
              if (answer instanceof Error) throw answer;
              return answer;
            },
          }),
        ]),
    ),
  }));
};
