import { VirtualClock } from './clock/virtual-clock.ts';
import { noFaults } from './faults/no-faults.ts';
import { noting } from './faults/noting.ts';
import type { Fate } from './faults/strike.ts';
import { createJournal } from './journal.ts';
import type {
  ApiCall,
  Authorizer,
  AwsError,
  Caller,
  CallOutcome,
  CallWatcher,
  Faults,
  Journal,
  Kernel,
  MetricValue,
  Operation,
  Service,
  ServiceEvent,
} from './kernel.ts';
import { createRandom } from './random.ts';
import { REQUEST_LIMITS, type RequestLimit } from './throttling/request-limits.ts';
import { throttleOf } from './throttling/throttle-of.ts';
import { TokenBuckets } from './throttling/token-buckets.ts';

export interface KernelSettings {
  /** Decides all ids and draws. */
  readonly seed: number | string;
  readonly startAtMs: number;
  /** @default 'eu-west-1' */
  readonly region?: string;
  /** @default '123456789012' */
  readonly account?: string;
  /** @default nothing goes wrong */
  readonly faults?: Partial<Faults> | FaultMaker;
  /** @default what AWS publishes */
  readonly requestLimits?: readonly RequestLimit[];
}

/** Makes faults that know the time and draw from chance of their own, so that they do not shift the draws of the cloud. */
export type FaultMaker = (fate: Fate) => Partial<Faults>;

/** What the kernel hands on to services that are created after it. */
export interface KernelConnections {
  readonly authorizer: Authorizer;
  readonly emit: (event: ServiceEvent) => void;
  readonly measure: (metric: MetricValue) => void;
}

/** A kernel as `cloud.ts` sees it: services are registered once they are made, for they are made from the kernel. */
export interface OpenKernel extends Kernel {
  register(service: Service): void;
  connect(connections: Partial<KernelConnections>): void;
}

/** The heart of one embedded cloud: finds the operation, injects faults, asks IAM, counts, runs. */
export const createKernel = (settings: KernelSettings): OpenKernel => {
  const clock = new VirtualClock(settings.startAtMs);
  const journal = createJournal(clock);
  const faults: Faults = { ...noFaults, ...makeFaults(settings, clock, journal) };
  const buckets = new TokenBuckets(settings.requestLimits ?? REQUEST_LIMITS);
  const watchers = new Set<CallWatcher>();
  const services = new Map<string, Service>();
  const connections: Partial<KernelConnections> = {};

  const fail = (message: string): never => {
    const error = new Error(message);
    clock.fail(error);
    throw error;
  };

  const authorize = (found: Operation, input: unknown, caller: Caller): void => {
    // A service acts by the resource policy of what it calls, which only the called service knows.
    if (caller.kind !== 'role') return;
    const { authorizer = fail('no authorizer is connected to the kernel, so no role may call anything') } = connections;
    for (const request of found.authorize(input as never)) authorizer.check(caller, request);
  };

  const call = async (service: string, operation: string, input: unknown, caller: Caller): Promise<unknown> => {
    const found = findOperation(services, service, operation);
    if (typeof found === 'string') return fail(found);
    if (caller.kind === 'role') journal.count('call', `${service}:${operation}`);
    const made: ApiCall = { service, operation, input, caller, atMs: clock.nowMs };
    // A service takes a role within AWS, on nobody's quota (unverified).
    const isInternal = caller.kind === 'service' && operation === 'AssumeRole';
    if (caller.kind === 'operator' || isInternal) return run(found, made);
    const interruption: AwsError | undefined = faults.interrupt(made);
    if (interruption !== undefined) throw interruption;
    if (caller.kind === 'role' && !buckets.take(service, operation, Object(input), clock.nowMs))
      throw throttleOf(service);
    return faults.carry(made, () => run(found, made));
  };

  const run = async (found: Operation, made: ApiCall): Promise<unknown> => {
    authorize(found, made.input, made.caller);
    const tell = Array.from(watchers, (watcher) => watcher(made)).filter((each) => each !== undefined);
    if (tell.length === 0) return found.run(made.input as never, made.caller);
    return tellOutcome(async () => found.run(made.input as never, made.caller), tell);
  };

  return {
    partition: 'aws',
    region: settings.region ?? 'eu-west-1',
    account: settings.account ?? '123456789012',
    clock,
    random: createRandom(settings.seed),
    journal,
    faults,
    call,
    emit: (event) => connections.emit?.(event),
    measure: (metric) => connections.measure?.(metric),
    services,
    watchCalls: (watcher) => {
      watchers.add(watcher);
      return () => {
        watchers.delete(watcher);
      };
    },
    register: (service) => {
      services.set(service.name, service);
    },
    connect: (added) => {
      Object.assign(connections, added);
    },
  };
};

const makeFaults = ({ faults, seed }: KernelSettings, clock: VirtualClock, journal: Journal): Partial<Faults> =>
  typeof faults === 'function'
    ? faults({ clock, random: createRandom(`faults of ${seed}`), journal })
    : noting(faults ?? {}, journal);

const tellOutcome = async (
  make: () => Promise<unknown>,
  listeners: readonly ((outcome: CallOutcome) => void)[],
): Promise<unknown> => {
  try {
    const output = await make();
    for (const listener of listeners) listener({ output });
    return output;
  } catch (error) {
    for (const listener of listeners) listener({ error });
    throw error;
  }
};

/** The operation, or a sentence that says what the embedded cloud lacks. */
const findOperation = (
  services: ReadonlyMap<string, Service>,
  service: string,
  operation: string,
): Operation | string => {
  const found = services.get(service);
  if (found === undefined) {
    return `the embedded cloud has no service "${service}" (called for ${operation}); it has ${[...services.keys()].join(', ')}`;
  }
  // A name such as `constructor` must not be found on the prototype.
  const run = Object.hasOwn(found.operations, operation) ? found.operations[operation] : undefined;
  return (
    run ??
    `the embedded cloud does not know ${service}:${operation}; it knows ${Object.keys(found.operations).join(', ')}`
  );
};
