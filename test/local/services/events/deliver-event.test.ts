import { describe, expect, it } from 'vitest';
import { AwsError } from '../../../../local/kernel.ts';
import { createSmallCloud, START_MS } from '../../assembly/small-cloud.ts';
import { alarm, deadLetters, FUNCTION, letters, lettersPolicy, QUEUE, RULE, rule } from './rules.ts';

describe('a delivery that fails', () => {
  const deployed = async (target: Record<string, unknown>, sourceArn = RULE) => {
    const cloud = createSmallCloud();
    await cloud.deploy({
      Letters: letters,
      Policy: lettersPolicy(sourceArn),
      Rule: rule({}, { ...deadLetters, ...target }),
    });
    return cloud;
  };
  const throttled = () => new AwsError('TooManyRequestsException', 'Rate Exceeded.', 429);

  it('is tried again, later and later, until it succeeds', async () => {
    const cloud = await deployed({});
    cloud.failure = () => (cloud.calls.length < 4 ? throttled() : undefined);
    cloud.kernel.emit(alarm());
    await cloud.kernel.clock.advance(3_600_000);
    const times = cloud.calls.map(({ atMs }) => atMs - START_MS);
    expect(times).toHaveLength(4);
    const waits = times.slice(1).map((time, index) => time - (times[index] ?? 0));
    expect(waits.every((wait, index) => wait >= 500 * 2 ** index && wait <= 1000 * 2 ** index)).toBe(true);
    expect(cloud.noted('dead-letter')).toEqual([]);
  });

  it('ends in the dead-letter queue after its last attempt, with what AWS says of it', async () => {
    const cloud = await deployed({ RetryPolicy: { MaximumRetryAttempts: 2, MaximumEventAgeInSeconds: 300 } });
    cloud.failure = throttled;
    cloud.kernel.emit(alarm());
    await cloud.kernel.clock.advance(3_600_000);
    expect(cloud.calls).toHaveLength(3);
    const { Messages } = await cloud.call('sqs', 'ReceiveMessage', {
      QueueUrl: cloud.sqs.model.find(QUEUE).url,
      MessageAttributeNames: ['All'],
    });
    const [message] = Messages as readonly {
      Body: string;
      MessageAttributes: Record<string, { StringValue: string }>;
    }[];
    expect(JSON.parse(message?.Body ?? '')).toMatchObject({ source: 'aws.cloudwatch' });
    expect(
      Object.fromEntries(
        Object.entries(message?.MessageAttributes ?? {}).map(([name, { StringValue }]) => [name, StringValue]),
      ),
    ).toEqual({
      RULE_ARN: RULE,
      TARGET_ARN: FUNCTION,
      ERROR_CODE: 'THROTTLING',
      ERROR_MESSAGE: 'Rate Exceeded.',
      EXHAUSTED_RETRY_CONDITION: 'MaximumRetryAttempts',
      RETRY_ATTEMPTS: '2',
    });
  });

  it('ends there too when it gets too old', async () => {
    const cloud = await deployed({ RetryPolicy: { MaximumEventAgeInSeconds: 60 } });
    cloud.failure = () => new AwsError('ServiceException', 'busy', 503);
    cloud.kernel.emit(alarm());
    await cloud.kernel.clock.advance(3_600_000);
    expect(cloud.noted('dead-letter')).toMatchObject([
      {
        subject: 'letters',
        detail: { EXHAUSTED_RETRY_CONDITION: 'MaximumEventAgeInSeconds', ERROR_CODE: 'INTERNAL_ERROR' },
      },
    ]);
    expect(Math.max(...cloud.calls.map(({ atMs }) => atMs))).toBeLessThanOrEqual(START_MS + 60_000);
  });

  it.each([
    ['it is not permitted', new AwsError('AccessDeniedException', 'no', 403), 'NO_PERMISSIONS'],
    ['the function is not there', new AwsError('ResourceNotFoundException', 'no', 404), 'NO_RESOURCE'],
  ])('ends there at once when %s', async (_, failure, code) => {
    const cloud = await deployed({});
    cloud.failure = () => failure;
    cloud.kernel.emit(alarm());
    await cloud.kernel.clock.advance(0);
    expect(cloud.calls).toHaveLength(1);
    expect(cloud.noted('dead-letter')).toMatchObject([{ detail: { ERROR_CODE: code, RETRY_ATTEMPTS: '0' } }]);
  });

  it('ends there when the input is no JSON', async () => {
    const cloud = await deployed({ InputTransformer: { InputPathsMap: {}, InputTemplate: 'no json' } });
    cloud.kernel.emit(alarm());
    await cloud.kernel.clock.advance(0);
    expect(cloud.noted('dead-letter')).toMatchObject([{ detail: { ERROR_CODE: 'INVALID_JSON' } }]);
  });

  it('is lost when the queue does not let the rule in, and the denial is in the journal', async () => {
    const cloud = await deployed({}, RULE.replace('alarms', 'others'));
    cloud.failure = () => new AwsError('AccessDeniedException', 'no', 403);
    cloud.kernel.emit(alarm());
    await cloud.kernel.clock.advance(0);
    expect(cloud.noted('dead-letter')).toEqual([]);
    expect(cloud.noted('denied')).toMatchObject([
      { subject: 'sqs:SendMessage', detail: { service: 'events.amazonaws.com', sourceArn: RULE } },
    ]);
    expect(cloud.noted('delivery')).toMatchObject([{ detail: { outcome: 'dropped' } }]);
    expect(cloud.metrics.map(({ name }) => name)).toContain('InvocationsFailedToBeSentToDlq');
  });

  it('ends the run when it is a fault of the embedded cloud', async () => {
    const cloud = await deployed({});
    cloud.failure = () => new TypeError('a bug');
    cloud.kernel.emit(alarm());
    await expect(cloud.kernel.clock.advance(0)).rejects.toThrow('a bug');
  });
});
