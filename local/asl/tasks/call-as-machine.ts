import { AwsError, type Caller, type Kernel } from '../../kernel.ts';
import type { TaskRequest } from '../model.ts';
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
  const { roleArn, name } = request.execution;
  const caller: Caller = { kind: 'role', roleArn, sessionName: name };
  try {
    return await kernel.call(service, operation, input, caller);
  } catch (thrown) {
    if (!(thrown instanceof AwsError)) throw thrown;
    throw integrationError(thrown, style, kernel.random.uuid());
  }
};
