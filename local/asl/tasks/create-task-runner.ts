import type { Kernel } from '../../kernel.ts';
import type { TaskRequest, TaskRunner, TaskSubmission } from '../model.ts';
import { callObjectStore } from './call-object-store.ts';
import { callOptimized } from './call-optimized.ts';
import { callSdk } from './call-sdk.ts';
import type { Callbacks } from './callbacks.ts';
import { invokeFunction, invokeOptimized } from './invoke-function.ts';
import { startNestedExecution } from './start-nested-execution.ts';

/**
 * Does the work of tasks by calls to the services of the cloud.
 *
 * @param awaitEnd settles when the execution of that ARN has ended
 */
export const createTaskRunner = (
  kernel: Kernel,
  callbacks: Callbacks,
  awaitEnd: (executionArn: string) => Promise<void>,
): TaskRunner => ({
  openCallback: () => callbacks.open(),
  start: (request) => start(kernel, request, awaitEnd),
});

const start = async (
  kernel: Kernel,
  request: TaskRequest,
  awaitEnd: (executionArn: string) => Promise<void>,
): Promise<TaskSubmission> => {
  const { kind, service, arn } = request.resource;
  if (request.credentialsRoleArn !== undefined) {
    throw new Error(`The cloud does not know Credentials of a Task (state ${request.stateName}).`);
  }
  if (kind === 'activity') throw new Error(`The cloud has no activities, and so no workers for ${arn}.`);
  if (kind === 'lambda-function') return invokeFunction(kernel, request);
  if (kind === 'aws-sdk') return callSdk(kernel, request);
  if (service === 'lambda') return invokeOptimized(kernel, request);
  if (service === 'states') return startNestedExecution(kernel, request, awaitEnd);
  if (service === 's3') return callObjectStore(kernel, request);
  return callOptimized(kernel, request);
};
