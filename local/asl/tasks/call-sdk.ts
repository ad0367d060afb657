import type { Kernel, Service } from '../../kernel.ts';
import type { TaskRequest, TaskSubmission } from '../model.ts';
import { callAsMachine } from './call-as-machine.ts';
import { fromOperationOutput, toOperationInput } from './convert-values.ts';
import { sdkErrorStyle } from './integration-error.ts';

/**
 * `arn:aws:states:::aws-sdk:SERVICE:action`: any operation of any service of the cloud.
 * https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html
 *
 * @throws `Error` for a service that the cloud does not have, which ends the run
 */
export const callSdk = async (kernel: Kernel, request: TaskRequest): Promise<TaskSubmission> => {
  const { resource } = request;
  const { name, integration } = serviceOf(kernel, resource.service, resource.arn);
  const operation = operationName(resource.action);
  const input = toOperationInput(request.arguments, name);
  const output = await callAsMachine(kernel, request, name, operation, input, sdkErrorStyle(integration.errorPrefix));
  return { output: fromOperationOutput(output, name) };
};

/** `putItem` is the operation PutItem. */
export const operationName = (action: string): string => action.charAt(0).toUpperCase() + action.slice(1);

const serviceOf = (kernel: Kernel, integration: string, arn: string): Service => {
  for (const service of kernel.services.values()) {
    if (service.integration.name === integration) return service;
  }
  const known = Array.from(kernel.services.values(), (service) => service.integration.name);
  throw new Error(`The cloud has no service "${integration}" for ${arn}; it has ${known.join(', ')}.`);
};
