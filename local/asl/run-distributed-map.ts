import { awaitWork } from './await-work.ts';
import { CANCELLED } from './cancellation.ts';
import { concurrencyOf, numberOf, percentageOf } from './map-numbers.ts';
import { iterationInput, type MapSettings, mapContextOf } from './map-settings.ts';
import type { StrandOfControl, Visit } from './model.ts';
import type { ChildExecution, MapRun } from './result-writer.ts';
import { runStrands } from './run-strands.ts';
import { StatesError } from './states-error.ts';

/** https://docs.aws.amazon.com/step-functions/latest/dg/choosing-workflow-type.html */
const EXPRESS_MAXIMUM_SECONDS = 300;

/**
 * Run a map whose iterations are executions of their own.
 * https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html
 *
 * The children are not listed by ListExecutions here, and their histories cannot be read.
 *
 * @returns what `ResultWriter` makes of the children, in the order of the items
 */
export const runDistributedMap = async (settings: MapSettings, visit: Visit): Promise<unknown> => {
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
  const arn = `arn:${partition}:states:${region}:${account}:mapRun:${run}`;
  strand.record('MapRunStarted', { mapRunArn: arn });
  try {
    const items = direct ?? (await settings.reader?.(visit)) ?? [];
    const inputs = await inputsOf(settings, visit, items);
    const output = await runChildren({ settings, visit, inputs, tolerance, concurrency, arn });
    strand.record('MapRunSucceeded');
    const lastEventId = strand.lastEventId;
    strand.record('MapStateSucceeded');
    strand.lastEventId = lastEventId;
    return output;
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

interface Children {
  readonly settings: MapSettings;
  readonly visit: Visit;
  readonly inputs: readonly unknown[];
  readonly tolerance: Tolerance;
  readonly concurrency: number;
  /** Of the map run. */
  readonly arn: string;
}

const runChildren = async (work: Children): Promise<unknown> => {
  const { settings, visit, inputs, tolerance, concurrency, arn } = work;
  const children = inputs.map((input) => pendingChild(work, input));
  const run: MapRun = { arn, children };
  let failures = 0;
  try {
    await runStrands(visit.strand.fork(), {
      count: inputs.length,
      concurrency,
      areChildren: true,
      begin: (index) => visit.strand.forkChild(children[index] as ChildExecution),
      run: async (strand, index) => {
        const ended = await runChild(work, strand, children[index] as ChildExecution);
        children[index] = ended;
        if (ended.status === 'FAILED') failures += 1;
        if (ended.status !== 'FAILED' || !isOverThreshold(failures, inputs.length, tolerance)) return;
        const reason = 'The specified tolerated failure threshold was exceeded';
        throw new StatesError('States.ExceedToleratedFailureThreshold', reason);
      },
    });
  } catch (thrown) {
    if (thrown instanceof StatesError) await settings.writer(run, visit); // What has ended is exported all the same.
    throw thrown;
  }
  return settings.writer(run, visit);
};

const pendingChild = ({ settings, visit }: Children, input: unknown): ChildExecution => {
  const { environment, execution, clock } = visit.runner;
  const { partition, region, account, stateMachineName } = execution;
  const name = environment.random.uuid();
  const [prefix, machine] = [`arn:${partition}:states:${region}:${account}`, `${stateMachineName}/${settings.label}`];
  const arn = `${prefix}:execution:${machine}:${name}`;
  const at = { startedAtMs: clock.nowMs, endedAtMs: clock.nowMs };
  return { arn, name, stateMachineArn: `${prefix}:stateMachine:${machine}`, input, status: 'PENDING', ...at };
};

const runChild = async (
  { settings, visit }: Children,
  strand: StrandOfControl,
  pending: ChildExecution,
): Promise<ChildExecution> => {
  const { runner } = visit;
  const startedAtMs = runner.clock.nowMs;
  const timeoutSeconds = settings.isExpress ? EXPRESS_MAXIMUM_SECONDS : undefined;
  try {
    const work = runner.run(settings.processor, pending.input, strand);
    const limits = { timeoutSeconds, heartbeatSeconds: undefined };
    const output = await awaitWork(work, strand, runner.clock, startedAtMs, limits);
    return { ...pending, status: 'SUCCEEDED', startedAtMs, endedAtMs: runner.clock.nowMs, output };
  } catch (thrown) {
    if (thrown === CANCELLED || !(thrown instanceof StatesError)) throw thrown;
    strand.cancel();
    const { error, reason: cause } = thrown;
    return { ...pending, status: 'FAILED', startedAtMs, endedAtMs: runner.clock.nowMs, error, cause };
  }
};
