/** How fast something went, in one run of one process. */
export interface Rate {
  readonly name: string;
  readonly perSecond: number;
  /** By the processor's time of this process, which a busy machine does not stretch. */
  readonly perCpuSecond: number;
  /** What it is to be at least; undefined for what is measured beside it. */
  readonly atLeast?: number | undefined;
}

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
  const cpuBefore = process.cpuUsage();
  const { count, seconds } = await repeat(batch, MEASURED_MS);
  const { user, system } = process.cpuUsage(cpuBefore);
  return { name, perSecond: count / seconds, perCpuSecond: count / ((user + system) / 1e6), atLeast };
};

const repeat = async (
  batch: () => number | Promise<number>,
  ms: number,
): Promise<{ readonly count: number; readonly seconds: number }> => {
  const startedAtMs = performance.now();
  let count = 0;
  let lastedMs = 0;
  do {
    count += await batch();
    lastedMs = performance.now() - startedAtMs;
  } while (lastedMs < ms);
  return { count, seconds: lastedMs / 1000 };
};
