import { AwsError, type Caller, type Kernel } from '../../kernel.ts';
import type { ExecutionIdentity, TaskRequest } from '../model.ts';
import { StatesError } from '../states-error.ts';
import { type ErrorStyle, integrationError } from './integration-error.ts';

/**
 * Call an operation as the state machine's role.
 *
 * @throws `StatesError` in the integration's style when the service answers an error; anything else passes through
 */
export const callAsMachine = async (
  kernel: Kernel,
  request: TaskRequest,
  service: string,
  operation: string,
  input: unknown,
  style: ErrorStyle,
): Promise<unknown> => {
  const caller = await takeRole(kernel, request.execution);
  try {
    return await kernel.call(service, operation, input, caller);
  } catch (thrown) {
    if (!(thrown instanceof AwsError)) throw thrown;
    throw integrationError(thrown, style, kernel.random.uuid());
  }
};

/**
 * Become the state machine's role, which has to trust Step Functions; the source is the state machine.
 * https://docs.aws.amazon.com/step-functions/latest/dg/procedure-create-iam-role.html#prevent-cross-service-confused-deputy
 * Unverified: that a role which does not is found out as late as here, and reported as missing permissions.
 *
 * @throws `StatesError` States.Permissions
 */
const takeRole = async (kernel: Kernel, { roleArn, name, stateMachineArn }: ExecutionIdentity): Promise<Caller> => {
  const by: Caller = { kind: 'service', service: 'states.amazonaws.com', sourceArn: stateMachineArn };
  try {
    await kernel.call('sts', 'AssumeRole', { RoleArn: roleArn, RoleSessionName: name }, by);
  } catch (thrown) {
    if (!(thrown instanceof AwsError)) throw thrown;
    throw new StatesError('States.Permissions', thrown.message);
  }
  return { kind: 'role', roleArn, sessionName: name };
};
