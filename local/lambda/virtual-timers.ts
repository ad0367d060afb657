import type { Timer, VirtualClock } from '../clock/virtual-clock.ts';

/** The timers of one execution environment, on the virtual clock. */
export interface VirtualTimers {
  readonly functions: TimerFunctions;
  /** Between invocations an environment is frozen: what comes due waits until it is thawed. */
  freeze(): void;
  thaw(): void;
  /** Nothing fires any more. */
  destroy(): void;
}

export interface TimerFunctions {
  setTimeout(callback: Callback, delayMs?: number, ...args: readonly unknown[]): VirtualTimeout;
  setInterval(callback: Callback, delayMs?: number, ...args: readonly unknown[]): VirtualTimeout;
  setImmediate(callback: Callback, ...args: readonly unknown[]): VirtualTimeout;
  clearTimeout(timeout: unknown): void;
  clearInterval(timeout: unknown): void;
  clearImmediate(timeout: unknown): void;
}

type Callback = (...args: readonly unknown[]) => void;

/** Tells the clock that an action may have started work that has to be drained. */
const STARTED = Promise.resolve();

export const createTimers = (clock: VirtualClock): VirtualTimers => {
  let state: 'running' | 'frozen' | 'destroyed' = 'running';
  let overdue: (() => void)[] = [];

  const run = (action: () => void): Promise<void> => {
    if (state === 'frozen') overdue.push(action);
    else if (state === 'running') action();
    return STARTED;
  };

  const start = (
    callback: Callback,
    delayMs: number,
    isRepeated: boolean,
    args: readonly unknown[],
  ): VirtualTimeout => {
    // Node's own rule: https://nodejs.org/api/timers.html#settimeoutcallback-delay-args
    const waitMs = delayMs >= 1 && delayMs <= 2 ** 31 - 1 ? Math.trunc(delayMs) : 1;
    const timeout = new VirtualTimeout();
    const arm = (): void => {
      timeout.timer = clock.after(waitMs, () =>
        run(() => {
          if (timeout.isCancelled) return;
          if (isRepeated) arm();
          callback(...args);
        }),
      );
    };
    arm();
    return timeout;
  };

  const setImmediate = (callback: Callback, ...args: readonly unknown[]): VirtualTimeout => {
    const timeout = new VirtualTimeout();
    timeout.timer = clock.after(0, () => run(() => timeout.isCancelled || callback(...args)));
    return timeout;
  };

  return {
    functions: {
      setTimeout: (callback, delayMs = 1, ...args) => start(callback, delayMs, false, args),
      setInterval: (callback, delayMs = 1, ...args) => start(callback, delayMs, true, args),
      setImmediate,
      clearTimeout: cancel,
      clearInterval: cancel,
      clearImmediate: cancel,
    },
    freeze: () => {
      if (state === 'running') state = 'frozen';
    },
    thaw: () => {
      if (state === 'destroyed') return;
      state = 'running';
      const due = overdue;
      overdue = [];
      for (const action of due) action();
    },
    destroy: () => {
      state = 'destroyed';
      overdue = [];
    },
  };
};

const cancel = (timeout: unknown): void => {
  if (!(timeout instanceof VirtualTimeout)) return;
  timeout.isCancelled = true;
  timeout.timer?.cancel();
};

/** What `setTimeout` returns in Node, as far as it is used. */
export class VirtualTimeout {
  timer: Timer | undefined;
  isCancelled = false;

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }

  hasRef(): boolean {
    return true;
  }

  [Symbol.dispose](): void {
    cancel(this);
  }
}
