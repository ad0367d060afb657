import { createKernel, type OpenKernel } from '../../../../local/create-kernel.ts';
import {
  type AccessRequest,
  AwsError,
  type Caller,
  type MetricValue,
  type Operation,
  type ServiceEvent,
} from '../../../../local/kernel.ts';
import { createStates, type States } from '../../../../local/services/states/states.ts';

export const ROLE_ARN = 'arn:aws:iam::123456789012:role/machine';
export const STARTED_AT_MS = Date.parse('2026-01-05T10:00:00Z');

export interface TestCloud {
  readonly kernel: OpenKernel;
  readonly states: States;
  readonly events: ServiceEvent[];
  readonly metrics: MetricValue[];
  /** What the state machine's role asked for. */
  readonly asked: AccessRequest[];
  /** Who takes which role. */
  readonly taken: { readonly caller: Caller; readonly input: unknown }[];
  /** Whether the role trusts Step Functions. */
  isTrusted: boolean;
  call(operation: string, input: object): Promise<never>;
  /** Create a state machine and answer with its ARN. */
  create(definition: object, settings?: { readonly type?: 'STANDARD' | 'EXPRESS'; readonly name?: string }): string;
  /** Add a service with these operations, by signing name. */
  addService(name: string, errorPrefix: string, operations: Readonly<Record<string, Operation['run']>>): void;
}

/** A cloud with Step Functions alone, whose roles may do everything. */
export const newStates = (): TestCloud => {
  const kernel = createKernel({ seed: 1, startAtMs: STARTED_AT_MS });
  const events: ServiceEvent[] = [];
  const metrics: MetricValue[] = [];
  const asked: AccessRequest[] = [];
  kernel.connect({
    authorizer: { check: (_caller, request) => void asked.push(request) },
    emit: (event) => void events.push(event),
    measure: (metric) => void metrics.push(metric),
  });
  const states = createStates(kernel);
  kernel.register(states.service);
  const cloud: TestCloud = {
    kernel,
    states,
    events,
    metrics,
    asked,
    taken: [],
    isTrusted: true,
    call: (operation, input) => kernel.call('states', operation, input, { kind: 'operator' }) as Promise<never>,
    create: (definition, { type = 'STANDARD', name = 'machine' } = {}) =>
      states.model.create({ name, type, roleArn: ROLE_ARN, definition: JSON.stringify(definition) }).arn,
    addService: (name, errorPrefix, runs) => {
      const operations = Object.entries(runs).map(([operation, run]) => {
        const authorize = (): readonly AccessRequest[] => [{ action: `${name}:${operation}`, resource: '*' }];
        return [operation, { authorize, run }] as const;
      });
      kernel.register({ name, integration: { name, errorPrefix }, operations: Object.fromEntries(operations) });
    },
  };
  const assumeRole: Operation['run'] = (input, caller) => {
    cloud.taken.push({ caller, input });
    if (!cloud.isTrusted) throw new AwsError('AccessDenied', 'not authorized to perform: sts:AssumeRole', 403);
  };
  cloud.addService('sts', 'Sts', { AssumeRole: assumeRole });
  return cloud;
};

/** A state machine of one state; JSONata. */
export const oneState = (state: object): object => ({
  QueryLanguage: 'JSONata',
  StartAt: 'A',
  States: { A: { ...state, End: true } },
});
