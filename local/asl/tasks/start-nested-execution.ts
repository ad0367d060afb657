import type { Kernel } from '../../kernel.ts';
import type { JsonObject, TaskRequest, TaskSubmission } from '../model.ts';
import { StatesError } from '../states-error.ts';
import { callAsMachine } from './call-as-machine.ts';
import { fromOperationOutput } from './convert-values.ts';
import { optimizedErrorStyle } from './integration-error.ts';
import { withSdkMetadata } from './with-sdk-metadata.ts';

const STYLE = optimizedErrorStyle('StepFunctions', 'AWSStepFunctions', 'AWSStepFunctionsException');

/**
 * `states:startExecution`, and with `.sync` or `.sync:2` its end, too.
 * https://docs.aws.amazon.com/step-functions/latest/dg/connect-stepfunctions.html
 * Unverified: times in the result are ISO 8601 here.
 *
 * @param awaitEnd settles when the execution of that ARN has ended
 */
export const startNestedExecution = async (
  kernel: Kernel,
  request: TaskRequest,
  awaitEnd: (executionArn: string) => Promise<void>,
): Promise<TaskSubmission> => {
  const call = (operation: string, input: JsonObject): Promise<unknown> =>
    callAsMachine(kernel, request, 'states', operation, input, STYLE);
  const { StateMachineArn: stateMachineArn, Name: name, Input: given } = request.arguments as JsonObject;
  const input = typeof given === 'string' ? given : JSON.stringify(given ?? {});
  const started = await call('StartExecution', { stateMachineArn, name, input });
  const output = withSdkMetadata(fromOperationOutput(started, 'states') as JsonObject, kernel);
  const { pattern } = request.resource;
  if (pattern !== 'sync' && pattern !== 'sync:2') return { output };
  const executionArn = String(output['ExecutionArn']);
  const completion = awaitEnd(executionArn).then(async () => {
    const description = fromOperationOutput(await call('DescribeExecution', { executionArn }), 'states') as JsonObject;
    return resultOf(description, pattern === 'sync:2');
  });
  completion.catch(() => undefined); // The task may be over before anybody waits for it.
  return { output, completion, abandon: () => void call('StopExecution', { executionArn }).catch(() => undefined) };
};

const resultOf = (description: JsonObject, isParsed: boolean): JsonObject => {
  if (description['Status'] !== 'SUCCEEDED') throw new StatesError('States.TaskFailed', JSON.stringify(description));
  if (!isParsed) return description;
  const { Input, Output } = description;
  return { ...description, Input: JSON.parse(String(Input)), Output: JSON.parse(String(Output)) };
};
