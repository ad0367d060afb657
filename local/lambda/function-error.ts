/** How a function failed, as its caller sees it. */
export interface FunctionError {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
}

/**
 * An error thrown by a function, in the shape of the Node runtime
 * (https://docs.aws.amazon.com/lambda/latest/dg/nodejs-exceptions.html): `errorType` is the error's name, which state
 * machines match in `ErrorEquals`.
 */
export const functionError = (thrown: unknown): FunctionError => {
  if (!isError(thrown)) return { errorType: typeof thrown, errorMessage: String(thrown), trace: [] };
  return { errorType: thrown.name, errorMessage: thrown.message, trace: ownFrames(thrown.stack ?? '') };
};

/**
 * The end of an invocation that took too long: https://docs.aws.amazon.com/lambda/latest/dg/troubleshooting-invocation.html.
 * The error type `Sandbox.Timedout` and the wording are as seen in answers of the service; unverified in its documentation.
 */
export const timeoutError = (requestId: string, timeoutSeconds: number): FunctionError => ({
  errorType: 'Sandbox.Timedout',
  errorMessage: `RequestId: ${requestId} Error: Task timed out after ${timeoutSeconds.toFixed(2)} seconds`,
});

/**
 * The end of a runtime that was killed. Type and wording as in https://repost.aws/knowledge-center/lambda-troubleshoot-invocation-error-memory;
 * unverified in the documentation of the service.
 */
export const crashError = (requestId: string): FunctionError => ({
  errorType: 'Runtime.ExitError',
  errorMessage: `RequestId: ${requestId} Error: Runtime exited with error: signal: killed`,
});

const isError = (thrown: unknown): thrown is Error =>
  typeof thrown === 'object' && thrown !== null && 'name' in thrown && 'message' in thrown && 'stack' in thrown;

/** Without the frames of the embedded cloud, which differ from machine to machine. */
const ownFrames = (stack: string): readonly string[] =>
  stack.split('\n').filter((line) => !/^\s+at /.test(line) || line.includes('/var/task/'));
