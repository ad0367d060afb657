import { DynamoDBServiceException } from '@aws-sdk/client-dynamodb';
import middy from '@middy/core';
import { describe, expect, it } from 'vitest';
import { mayPass } from '../../../functions/adapters/may-pass.ts';
import { namePassingFailure } from '../../../functions/middleware/name-passing-failure.ts';

const failing = (error: Error) =>
  middy({ timeoutEarlyInMillis: 0 })
    .use(namePassingFailure(mayPass))
    .handler(async () => {
      throw error;
    })({}, {} as never);

const refusal = (name: string, httpStatusCode: number): Error =>
  new DynamoDBServiceException({ name, $fault: 'client', message: 'words of AWS', $metadata: { httpStatusCode } });

describe('a call of AWS that failed', () => {
  it.each([
    { when: 'it was throttled, whatever the service calls it', error: refusal('ThrottlingException', 400) },
    { when: 'it was throttled, by another name', error: refusal('RequestLimitExceeded', 400) },
    { when: 'the service was down', error: refusal('InternalFailure', 503) },
    { when: 'nothing answered in time', error: Object.assign(new Error('no answer'), { name: 'TimeoutError' }) },
  ])('has the name that state machines try again when $when', async ({ error }) => {
    await expect(failing(error)).rejects.toMatchObject({
      name: 'CallFailed',
      message: `${error.name}: ${error.message}`,
      cause: error,
    });
  });

  it.each([
    { when: 'it was denied', error: refusal('AccessDeniedException', 400) },
    { when: 'a condition did not hold', error: refusal('ConditionalCheckFailedException', 400) },
    { when: 'it is a fault of ours', error: new TypeError('x is not a function') },
  ])('keeps its own name when $when', async ({ error }) => {
    await expect(failing(error)).rejects.toBe(error);
  });
});
