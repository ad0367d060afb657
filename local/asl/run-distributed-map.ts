import { CANCELLED } from './cancellation.ts';
import { concurrencyOf, numberOf, percentageOf } from './map-numbers.ts';
import { iterationInput, type MapSettings, mapContextOf } from './map-settings.ts';
import type { Visit } from './model.ts';
import { runStrands } from './run-strands.ts';
import { StatesError } from './states-error.ts';

/**
 * Run a map whose iterations are executions of their own.
 * https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html
 *
 * The children are not listed by ListExecutions here, and their histories cannot be read.
 *
 * @returns what each child gave, in the order of the items. Unverified: those that failed and are tolerated are left out
 */
export const runDistributedMap = async (settings: MapSettings, visit: Visit): Promise<readonly unknown[]> => {
  const { strand, scope, runner } = visit;
  const direct = settings.reader === undefined ? ((await settings.items(scope)) as readonly unknown[]) : undefined;
  strand.record('MapStateStarted', { length: direct?.length ?? 0 });
  const tolerance = {
    count: await numberOf(settings.toleratedCount, scope, 'integer'),
    percentage: await percentageOf(settings.toleratedPercentage, scope),
  };
  const concurrency = await concurrencyOf(settings.maxConcurrency, scope);
  const { partition, region, account, stateMachineName } = runner.execution;
  const run = `${stateMachineName}/${settings.label}:${runner.environment.random.uuid()}`;
  strand.record('MapRunStarted', { mapRunArn: `arn:${partition}:states:${region}:${account}:mapRun:${run}` });
  try {
    const items = direct ?? (await settings.reader?.(visit)) ?? [];
    const results = await runChildren(settings, visit, await inputsOf(settings, visit, items), tolerance, concurrency);
    strand.record('MapRunSucceeded');
    const lastEventId = strand.lastEventId;
    strand.record('MapStateSucceeded');
    strand.lastEventId = lastEventId;
    return results;
  } catch (thrown) {
    if (thrown instanceof StatesError) strand.record('MapRunFailed', { error: thrown.error, cause: thrown.reason });
    throw thrown;
  }
};

const inputsOf = async (
  settings: MapSettings,
  visit: Visit,
  items: readonly unknown[],
): Promise<readonly unknown[]> => {
  const inputs = await Promise.all(
    items.map((item, index) => iterationInput(settings, visit, mapContextOf(index, item))),
  );
  return settings.batcher === undefined ? inputs : settings.batcher(inputs, visit);
};

interface Tolerance {
  readonly count: number | undefined;
  readonly percentage: number | undefined;
}

/** https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html#maprun-fail-threshold */
const isOverThreshold = (failures: number, total: number, { count, percentage }: Tolerance): boolean => {
  if (count === undefined && percentage === undefined) return failures > 0;
  return (
    (count !== undefined && failures > count) || (percentage !== undefined && (failures / total) * 100 > percentage)
  );
};

const runChildren = async (
  settings: MapSettings,
  visit: Visit,
  inputs: readonly unknown[],
  tolerance: Tolerance,
  concurrency: number,
): Promise<readonly unknown[]> => {
  const { strand, runner } = visit;
  const results: unknown[] = new Array(inputs.length);
  const failed = new Set<number>();
  await runStrands(strand.fork(), {
    count: inputs.length,
    concurrency,
    areChildren: true,
    begin: (index) => strand.forkChild(runner.environment.random.uuid(), inputs[index]),
    run: async (child, index) => {
      try {
        results[index] = await runner.run(settings.processor, inputs[index], child);
      } catch (thrown) {
        if (thrown === CANCELLED || !(thrown instanceof StatesError)) throw thrown;
        failed.add(index);
        if (!isOverThreshold(failed.size, inputs.length, tolerance)) return;
        const reason = 'The specified tolerated failure threshold was exceeded';
        throw new StatesError('States.ExceedToleratedFailureThreshold', reason);
      }
    },
  });
  return results.filter((_, index) => !failed.has(index));
};
