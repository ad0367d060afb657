import type { VirtualClock } from '../clock/virtual-clock.ts';
import { FunctionCrash, type Random } from '../kernel.ts';
import type { Network } from '../wire/virtual-http.ts';
import { type Bundle, loadBundle } from './bundle.ts';
import { crashError, type FunctionError, functionError, timeoutError } from './function-error.ts';
import { createSandbox } from './sandbox.ts';
import { createTimers, type VirtualTimers } from './virtual-timers.ts';

export interface EnvironmentSettings {
  /** The unpacked asset of the function. */
  readonly folder: string;
  /** Where compiled code is kept between processes. @default - it is not kept */
  readonly codeCacheFolder?: string | undefined;
  /** `index.handler`: the file without its extension, and the export. */
  readonly handler: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly clock: VirtualClock;
  readonly random: Random;
  readonly network: Network;
  readonly log: (line: string) => void;
}

export interface Invocation {
  readonly requestId: string;
  readonly functionName: string;
  readonly invokedFunctionArn: string;
  readonly memoryMegabytes: number;
  readonly timeoutSeconds: number;
  readonly logGroupName: string;
  readonly logStreamName: string;
  /** The event as JSON text. */
  readonly payload: string;
}

export type Outcome =
  | { readonly kind: 'returned'; readonly payload: string }
  | { readonly kind: 'failed'; readonly error: FunctionError };

/** After so many invocations most of the code that a bundle ever runs is compiled. */
const INVOCATIONS_TO_KNOW_A_BUNDLE = 5;

type Handler = (event: unknown, context: object) => unknown;

/**
 * One execution environment of a function: its module is evaluated at the first invocation and kept for the next ones,
 * and it serves one invocation at a time.
 * https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html
 */
export class ExecutionEnvironment {
  readonly #settings: EnvironmentSettings;
  readonly #timers: VirtualTimers;
  #handler: Handler | undefined;
  #bundle: Bundle | undefined;
  #invocations = 0;
  #requestId = '';
  #crash = (): void => undefined;
  #isDestroyed = false;

  constructor(settings: EnvironmentSettings) {
    this.#settings = settings;
    this.#timers = createTimers(settings.clock);
  }

  /** After an error at start, a timeout or a crash an environment is not used again. */
  get isDestroyed(): boolean {
    return this.#isDestroyed;
  }

  async invoke(invocation: Invocation): Promise<Outcome> {
    this.#requestId = invocation.requestId;
    const { clock } = this.#settings;
    const deadlineMs = clock.nowMs + invocation.timeoutSeconds * 1000;
    this.#timers.thaw();
    const outcome = await new Promise<Outcome>((resolve) => {
      // Asynchronous, for somebody waits for the outcome and goes on at this instant.
      const timer = clock.at(deadlineMs, async () => resolve(this.#timeOut(invocation)));
      this.#run(invocation, deadlineMs).then((settled) => {
        timer.cancel();
        resolve(settled);
      }, clock.fail.bind(clock));
      this.#crash = () => {
        timer.cancel();
        resolve(this.#end(crashError(invocation.requestId)));
      };
    });
    this.#timers.freeze();
    if (++this.#invocations === INVOCATIONS_TO_KNOW_A_BUNDLE) this.#bundle?.keepCode();
    return outcome;
  }

  async #run(invocation: Invocation, deadlineMs: number): Promise<Outcome> {
    try {
      this.#handler ??= this.#initialize();
    } catch (thrown) {
      this.#destroy();
      return this.#fail(thrown);
    }
    try {
      const event: unknown = JSON.parse(invocation.payload);
      const result = await this.#handler(event, this.#context(invocation, deadlineMs));
      return { kind: 'returned', payload: JSON.stringify(result ?? null) };
    } catch (thrown) {
      return this.#fail(thrown);
    }
  }

  #fail(thrown: unknown): Outcome {
    const error = functionError(thrown);
    this.#line('ERROR', `Invoke Error\t${JSON.stringify(error)}`);
    return { kind: 'failed', error };
  }

  #timeOut({ requestId, timeoutSeconds }: Invocation): Outcome {
    return this.#end(timeoutError(requestId, timeoutSeconds));
  }

  /** The environment is gone, and the invocation with it. */
  #end(error: FunctionError): Outcome {
    this.#settings.log(error.errorMessage);
    this.#destroy();
    return { kind: 'failed', error };
  }

  #destroy(): void {
    this.#isDestroyed = true;
    this.#timers.destroy();
  }

  /** @throws what the module throws while it is evaluated */
  #initialize(): Handler {
    const [moduleName, ...exportPath] = this.#settings.handler.split('.');
    this.#bundle = loadBundle(this.#settings.folder, moduleName ?? '', this.#settings.codeCacheFolder);
    const sandbox = createSandbox({
      ...this.#settings,
      network: (request) => this.#send(request),
      timers: this.#timers.functions,
      line: (level, message) => this.#line(level, message),
    });
    this.#bundle.evaluate(sandbox.scope);
    let found: unknown = sandbox.module.exports;
    for (const name of exportPath) found = Object(found)[name];
    if (typeof found !== 'function') {
      throw runtimeError('Runtime.HandlerNotFound', `${this.#settings.handler} is undefined or not exported`);
    }
    // https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html: no callbacks since Node 24; wording unverified.
    if (found.length >= 3) {
      throw runtimeError('Runtime.CallbackHandlerDeprecated', 'callback-based function handlers are not supported');
    }
    return found as Handler;
  }

  #context(invocation: Invocation, deadlineMs: number): object {
    const { clock } = this.#settings;
    return {
      callbackWaitsForEmptyEventLoop: false,
      functionVersion: '$LATEST',
      functionName: invocation.functionName,
      memoryLimitInMB: String(invocation.memoryMegabytes),
      logGroupName: invocation.logGroupName,
      logStreamName: invocation.logStreamName,
      invokedFunctionArn: invocation.invokedFunctionArn,
      awsRequestId: invocation.requestId,
      getRemainingTimeInMillis: () => Math.max(0, deadlineMs - clock.nowMs),
    };
  }

  #line(level: string, message: string): void {
    const at = new Date(this.#settings.clock.nowMs).toISOString();
    this.#settings.log(`${at}\t${this.#requestId}\t${level}\t${message}`);
  }

  /** What an environment sent before it was ended is done, but nobody hears the answer. */
  async #send(request: Parameters<Network>[0]): ReturnType<Network> {
    if (this.#isDestroyed) return never();
    try {
      const answer = await this.#settings.network(request);
      return this.#isDestroyed ? never() : answer;
    } catch (thrown) {
      if (!(thrown instanceof FunctionCrash)) throw thrown;
      if (!this.#isDestroyed) this.#crash();
      return never();
    }
  }
}

const runtimeError = (name: string, message: string): Error => Object.assign(new Error(message), { name });

const never = (): Promise<never> => new Promise(() => undefined);
