import type { Kernel } from '../../kernel.ts';
import type { JsonObject, TaskRequest, TaskSubmission } from '../model.ts';
import { StatesError } from '../states-error.ts';
import { callAsMachine } from './call-as-machine.ts';
import { optimizedErrorStyle } from './integration-error.ts';
import { withSdkMetadata } from './with-sdk-metadata.ts';

/** Unverified: which errors of Lambda are reported as its base exception. */
const STYLE = optimizedErrorStyle('Lambda', 'AWSLambda', 'AWSLambdaException');

/**
 * A Task whose resource is the ARN of a Lambda function: its result is what the function returned.
 * https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html
 */
export const invokeFunction = async (kernel: Kernel, request: TaskRequest): Promise<TaskSubmission> => {
  const { payload } = await invoke(kernel, request, {
    FunctionName: request.resource.action,
    Payload: request.arguments,
  });
  return { output: payload };
};

/** `lambda:invoke`: the result has the function's in `Payload`. */
export const invokeOptimized = async (kernel: Kernel, request: TaskRequest): Promise<TaskSubmission> => {
  const { answer, payload } = await invoke(kernel, request, request.arguments as JsonObject);
  const { StatusCode, ExecutedVersion = '$LATEST' } = answer;
  const output = withSdkMetadata({ ExecutedVersion, Payload: payload }, kernel);
  return { output: { ...output, StatusCode: StatusCode ?? 200 } };
};

interface Invocation {
  readonly answer: JsonObject;
  readonly payload: unknown;
}

const invoke = async (kernel: Kernel, request: TaskRequest, parameters: JsonObject): Promise<Invocation> => {
  const input = {
    InvocationType: 'RequestResponse',
    ...parameters,
    Payload: Buffer.from(JSON.stringify(parameters['Payload'] ?? {})),
  };
  const answer = (await callAsMachine(kernel, request, 'lambda', 'Invoke', input, STYLE)) as JsonObject;
  const payload = payloadOf(answer['Payload']);
  if (answer['FunctionError'] !== undefined) throw functionError(payload);
  return { answer, payload };
};

const payloadOf = (payload: unknown): unknown => {
  const text = payload instanceof Uint8Array ? Buffer.from(payload).toString('utf8') : String(payload ?? '');
  return text === '' ? null : JSON.parse(text);
};

/** The name is the function's `errorType`, the cause the whole answer as JSON. */
const functionError = (payload: unknown): StatesError => {
  const name = typeof payload === 'object' && payload !== null ? (payload as JsonObject)['errorType'] : undefined;
  return new StatesError(typeof name === 'string' ? name : 'Lambda.Unknown', JSON.stringify(payload), {
    isTerminal: false,
  });
};
