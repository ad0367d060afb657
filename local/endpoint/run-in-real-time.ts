import type { VirtualClock } from '../clock/virtual-clock.ts';

export interface RealTimeSettings {
  /** Virtual seconds in a second of this machine. */
  readonly speed: number;
  /** Milliseconds of this machine's clock that never goes back. */
  readonly now: () => number;
  /** Ends the run. */
  readonly signal: AbortSignal;
}

/** How often virtual time follows: fine enough for a person, and cheap. */
const STEP_MS = 50;

/**
 * Let virtual time follow the clock of this machine until it is told to stop. Where the cloud has more to do than there is
 * time for, virtual time falls behind and does not skip anything.
 *
 * @throws whatever ended the run of the cloud
 */
export const runInRealTime = async (clock: VirtualClock, settings: RealTimeSettings): Promise<void> => {
  const { speed, now, signal } = settings;
  const startMs = now();
  const virtualStartMs = clock.nowMs;
  while (!signal.aborted) {
    await pause(STEP_MS, signal);
    await clock.advanceTo(virtualStartMs + Math.floor((now() - startMs) * speed));
  }
};

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
