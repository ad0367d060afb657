import { AwsError } from '../../kernel.ts';
import type { LambdaFunction } from './lambda-function.ts';
import type { LambdaModel } from './lambda-model.ts';

/**
 * Where the lines of one execution environment go: into the journal if the function's role may write them, else nowhere,
 * and the journal has the denial. The function runs all the same.
 * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs.html
 *
 * The check is made once per environment, when it starts: Lambda writes lines of its own from then on (START, END, REPORT),
 * which are not modelled, whatever the function says.
 */
export const createLogDelivery = (
  model: LambdaModel,
  of: LambdaFunction,
  streamName: string,
): ((line: string) => void) => {
  const isAllowed = mayWrite(model, of, streamName);
  return (line) => {
    if (!isAllowed) return;
    model.kernel.journal.note('log', of.name, { line });
    model.dependencies.logs.deliver(of.logGroupName, line);
  };
};

/** Resources: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatchlogs.html */
const mayWrite = (model: LambdaModel, of: LambdaFunction, streamName: string): boolean => {
  const { authorizer, logs } = model.dependencies;
  const { partition, region, account } = model.kernel;
  const group = `arn:${partition}:logs:${region}:${account}:log-group:${of.logGroupName}`;
  const stream = `${group}:log-stream:${streamName}`;
  const role = model.roleOf(of);
  try {
    if (!logs.hasGroup(of.logGroupName)) {
      authorizer.check(role, { action: 'logs:CreateLogGroup', resource: group });
      logs.addGroup(of.logGroupName);
    }
    authorizer.check(role, { action: 'logs:CreateLogStream', resource: stream });
    authorizer.check(role, { action: 'logs:PutLogEvents', resource: stream });
    return true;
  } catch (thrown) {
    if (thrown instanceof AwsError) return false;
    throw thrown;
  }
};

/** https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs.html: `2026/01/31/[$LATEST]` and 32 digits. */
export const logStreamName = (nowMs: number, digits: string): string =>
  `${new Date(nowMs).toISOString().slice(0, 10).replaceAll('-', '/')}/[$LATEST]${digits}`;
