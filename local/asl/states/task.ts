import { awaitWork, type WorkLimits } from '../await-work.ts';
import { dataLimitError, isOverDataLimit } from '../data-limit.ts';
import { type Fields, MAXIMUM_SECONDS } from '../fields.ts';
import type { Callback, JsonObject, Operand, Scope, Step, TaskResource, TaskSubmission, Visit } from '../model.ts';
import { parseResource } from '../parse-resource.ts';
import { QueryError } from '../query-error.ts';
import type { StateType } from '../state-type.ts';
import { StatesError } from '../states-error.ts';

const LIMITS = ['TimeoutSeconds', 'HeartbeatSeconds'] as const;

/** https://docs.aws.amazon.com/step-functions/latest/dg/state-task.html */
export const taskState: StateType = {
  fields: {
    JSONata: ['Resource', 'Arguments', 'Credentials', 'Output', 'Assign', ...LIMITS],
    JSONPath: [
      'Resource',
      'InputPath',
      'Parameters',
      'Credentials',
      'ResultSelector',
      'ResultPath',
      'OutputPath',
      'Assign',
      ...LIMITS,
      'TimeoutSecondsPath',
      'HeartbeatSecondsPath',
    ],
  },
  hasTransition: true,
  canFail: true,
  compile: ({ fields, language, next }) => {
    const resource = parseResource(fields.string('Resource'), `${fields.place}/Resource`);
    for (const name of LIMITS) fields.allowOneOf(name, `${name}Path`);
    const flow = language.workFlow(fields);
    const credentials = fields.has('Credentials') ? language.template(fields, 'Credentials') : undefined;
    const timeout = language.operand(fields, 'TimeoutSeconds');
    const heartbeat = language.operand(fields, 'HeartbeatSeconds');
    checkLimits(fields, [timeout, heartbeat]);
    return async (visit): Promise<Step> => {
      const callback = resource.pattern === 'waitForTaskToken' ? visit.runner.tasks.openCallback() : undefined;
      try {
        const scope = callback === undefined ? visit.scope : withToken(visit.scope, callback.token);
        const limits = {
          timeoutSeconds: await secondsOf(timeout, scope),
          heartbeatSeconds: await secondsOf(heartbeat, scope),
        };
        const roleArn = ((await credentials?.(scope)) as JsonObject | undefined)?.['RoleArn'];
        const task = { resource, input: await flow.prepare(scope), limits, roleArn: roleArn as string | undefined };
        const result = await work(visit, task, callback);
        return { ...(await flow.complete(scope, result)), next };
      } finally {
        callback?.close();
      }
    };
  },
};

/** "HeartbeatSeconds ... must be less than the value of TimeoutSeconds": https://docs.aws.amazon.com/step-functions/latest/dg/state-task.html */
const checkLimits = (fields: Fields, limits: readonly (Operand | undefined)[]): void => {
  const [timeout, heartbeat] = limits.map((limit) =>
    limit?.isLiteral ? fields.integer(limit.field, 0, 1, MAXIMUM_SECONDS) : undefined,
  );
  if (timeout !== undefined && heartbeat !== undefined && heartbeat >= timeout) {
    throw fields.invalid('HeartbeatSeconds', `less than TimeoutSeconds, which is ${timeout}`);
  }
};

const withToken = (scope: Scope, token: string): Scope => ({
  ...scope,
  context: { ...scope.context, Task: { Token: token } },
});

const secondsOf = async (operand: Operand | undefined, scope: Scope): Promise<number | undefined> => {
  if (operand === undefined) return undefined;
  const value = await operand.evaluate(scope);
  if (typeof value === 'number' && Number.isInteger(value) && value > 0) return value;
  const error = operand.isPath ? 'States.Runtime' : 'States.QueryEvaluationError';
  const message = `The field '${operand.field}' must be a positive integer but was: ${JSON.stringify(value)}`;
  throw new QueryError(error, message, operand.field);
};

/** What one attempt is to do. */
interface Work {
  readonly resource: TaskResource;
  readonly input: unknown;
  readonly limits: WorkLimits;
  /** The role of `Credentials`. */
  readonly roleArn: string | undefined;
}

const work = async (visit: Visit, task: Work, callback: Callback | undefined): Promise<unknown> => {
  const { resource, limits } = task;
  const events = eventsOf(resource, visit);
  events.scheduled(task);
  events.started();
  const { strand, runner, state, retryCount } = visit;
  const startedAtMs = runner.clock.nowMs;
  let submission: TaskSubmission | undefined;
  try {
    const submitting = runner.tasks.start({
      resource,
      arguments: task.input,
      execution: runner.execution,
      stateName: state.name,
      retryCount,
      credentialsRoleArn: task.roleArn,
    });
    submission = await awaitWork(submitting, strand, runner.clock, startedAtMs, limits);
    const completion = callback?.completion ?? submission.completion;
    if (completion === undefined) return events.succeeded(submission.output);
    events.submitted(submission.output);
    const result = await awaitWork(completion, strand, runner.clock, startedAtMs, limits, callback?.lastHeartbeatMs);
    return events.succeeded(result);
  } catch (thrown) {
    submission?.abandon?.();
    if (thrown instanceof StatesError) events.failed(thrown);
    throw thrown;
  }
};

interface TaskEvents {
  scheduled(task: Work): void;
  started(): void;
  submitted(output: unknown): void;
  /** @throws `StatesError` when the result is too large */
  succeeded(output: unknown): unknown;
  failed(error: StatesError): void;
}

const PREFIXES: Readonly<Record<TaskResource['kind'], string>> = {
  'lambda-function': 'LambdaFunction',
  activity: 'Activity',
  'aws-sdk': 'Task',
  optimized: 'Task',
};

const eventsOf = (resource: TaskResource, { strand, runner }: Visit): TaskEvents => {
  const prefix = PREFIXES[resource.kind];
  const isTask = prefix === 'Task';
  const subject: JsonObject = isTask ? { resourceType: resource.resourceType, resource: resource.resource } : {};
  return {
    scheduled: ({ input, limits, roleArn }) => {
      const { region } = runner.execution;
      const what = isTask ? { ...subject, region, parameters: input } : { resource: resource.arn, input };
      const { timeoutSeconds: timeoutInSeconds, heartbeatSeconds: heartbeatInSeconds } = limits;
      const taskCredentials = roleArn === undefined ? undefined : { roleArn };
      strand.record(`${prefix}Scheduled`, { ...what, timeoutInSeconds, heartbeatInSeconds, taskCredentials });
    },
    started: () => void strand.record(`${prefix}Started`, isTask ? subject : undefined),
    submitted: (output) => void strand.record('TaskSubmitted', { ...subject, output }),
    succeeded: (output) => {
      if (isOverDataLimit(output)) throw dataLimitError(isTask ? resource.service : resource.arn, false);
      strand.record(`${prefix}Succeeded`, { ...subject, output });
      return output;
    },
    failed: ({ error, reason }) => {
      const type = error === 'States.Timeout' ? 'TimedOut' : 'Failed';
      strand.record(`${prefix}${type}`, { ...subject, error, cause: reason });
    },
  };
};
