import type { StrandOfControl, Timers } from './model.ts';
import { StatesError } from './states-error.ts';

export interface WorkLimits {
  readonly timeoutSeconds: number | undefined;
  readonly heartbeatSeconds: number | undefined;
}

/**
 * Wait for a task's work, at most until its limits.
 *
 * @param lastHeartbeatMs when the worker last gave a sign of life; work without it has no heartbeat to miss
 * @throws `StatesError` States.Timeout: recorded executions name a missed heartbeat so, too
 */
export const awaitWork = <Value>(
  work: Promise<Value>,
  strand: StrandOfControl,
  clock: Timers,
  startedAtMs: number,
  limits: WorkLimits,
  lastHeartbeatMs?: () => number | undefined,
): Promise<Value> => {
  const { timeoutSeconds, heartbeatSeconds } = limits;
  const watchesHeartbeat = heartbeatSeconds !== undefined && lastHeartbeatMs !== undefined;
  if (timeoutSeconds === undefined && !watchesHeartbeat) return strand.guard(work);
  const timers: { cancel(): void }[] = [];
  const limited = new Promise<Value>((resolve, reject) => {
    work.then(resolve, reject);
    const fail = (isHeartbeat: boolean): Promise<void> => {
      reject(new StatesError('States.Timeout', undefined, { isHeartbeat }));
      return Promise.resolve(); // The clock drains what was woken before it goes on.
    };
    const watch = (): void => {
      if (!watchesHeartbeat) return;
      const dueMs = (lastHeartbeatMs() ?? startedAtMs) + heartbeatSeconds * 1000;
      timers[1] = clock.at(dueMs, () => {
        if ((lastHeartbeatMs() ?? startedAtMs) + heartbeatSeconds * 1000 <= dueMs) return fail(true);
        return watch();
      });
    };
    if (timeoutSeconds !== undefined) timers[0] = clock.at(startedAtMs + timeoutSeconds * 1000, () => fail(false));
    watch();
  });
  return strand.guard(limited).finally(() => {
    for (const timer of timers) timer?.cancel();
  });
};
