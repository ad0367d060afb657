/** How fast something went, in one run of one process. */
export interface Rate {
  readonly name: string;
  readonly perSecond: number;
  /** By the processor's time of this process, which a busy machine does not stretch. */
  readonly perCpuSecond: number;
  /** What it is to be at least; undefined for what is measured beside it. */
  readonly atLeast?: number | undefined;
}

/** Of processor time: on a busy machine the same work is measured, and not a process that has hardly begun. */
const WARM_UP_MS = 500;
const MEASURED_MS = 1500;

/**
 * Do a batch of work again and again, first to warm up and then to measure.
 *
 * @param batch answers how many it did
 */
export const measureRate = async (
  name: string,
  batch: () => number | Promise<number>,
  atLeast?: number,
): Promise<Rate> => {
  await repeat(batch, WARM_UP_MS);
  const startedAtMs = performance.now();
  const { count, cpuMs } = await repeat(batch, MEASURED_MS);
  const lastedMs = performance.now() - startedAtMs;
  return { name, perSecond: (count / lastedMs) * 1000, perCpuSecond: (count / cpuMs) * 1000, atLeast };
};

const repeat = async (
  batch: () => number | Promise<number>,
  leastCpuMs: number,
): Promise<{ readonly count: number; readonly cpuMs: number }> => {
  const before = process.cpuUsage();
  let count = 0;
  let cpuMs = 0;
  do {
    count += await batch();
    const { user, system } = process.cpuUsage(before);
    cpuMs = (user + system) / 1000;
  } while (cpuMs < leastCpuMs);
  return { count, cpuMs };
};
