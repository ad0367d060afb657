import type { DeadLetter } from './observation.ts';

interface Message {
  readonly MessageBody: string;
}

/**
 * A message that a function's failure destination gets: which invocation failed.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
 */
export const deadLetter = (atMs: number, input: unknown): DeadLetter => {
  const { requestContext } = JSON.parse((input as Message).MessageBody) as {
    readonly requestContext?: { readonly requestId?: string };
  };
  return { kind: 'dead-letter', atMs, requestId: requestContext?.requestId ?? null };
};
