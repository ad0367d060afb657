import type { Callback } from '../model.ts';
import { StatesError } from '../states-error.ts';

interface OpenCallback {
  readonly deferred: PromiseWithResolvers<unknown>;
  lastHeartbeatMs: number | undefined;
}

export type CallbackAnswer = 'taken' | 'unknown-token' | 'task-is-over';

/**
 * The task tokens that are out, and what comes in for them.
 * https://docs.aws.amazon.com/step-functions/latest/dg/connect-to-resource.html#connect-wait-token
 */
export class Callbacks {
  readonly #open = new Map<string, OpenCallback>();
  readonly #closed = new Set<string>();
  readonly #newToken: () => string;
  readonly #nowMs: () => number;

  constructor(newToken: () => string, nowMs: () => number) {
    this.#newToken = newToken;
    this.#nowMs = nowMs;
  }

  open(): Callback {
    const token = this.#newToken();
    const callback: OpenCallback = { deferred: Promise.withResolvers(), lastHeartbeatMs: undefined };
    callback.deferred.promise.catch(() => undefined); // It may fail before the task state begins to wait for it.
    this.#open.set(token, callback);
    return {
      token,
      completion: callback.deferred.promise,
      lastHeartbeatMs: () => callback.lastHeartbeatMs,
      close: () => {
        this.#open.delete(token);
        this.#closed.add(token);
      },
    };
  }

  succeed(token: string, output: unknown): CallbackAnswer {
    return this.#answer(token, ({ deferred }) => deferred.resolve(output));
  }

  fail(token: string, error: string | undefined, cause: string | undefined): CallbackAnswer {
    const failure = new StatesError(error, cause, { isTerminal: false });
    return this.#answer(token, ({ deferred }) => deferred.reject(failure));
  }

  heartbeat(token: string): CallbackAnswer {
    return this.#answer(token, (callback) => {
      callback.lastHeartbeatMs = this.#nowMs();
    });
  }

  #answer(token: string, take: (callback: OpenCallback) => void): CallbackAnswer {
    const callback = this.#open.get(token);
    if (callback === undefined) return this.#closed.has(token) ? 'task-is-over' : 'unknown-token';
    take(callback);
    return 'taken';
  }
}
