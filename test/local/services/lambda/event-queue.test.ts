import { describe, expect, it } from 'vitest';
import { AwsError } from '../../../../local/kernel.ts';
import { createSmallCloud, FUNCTION_ARN, ROLE_ARN, type SmallCloud, START_MS } from '../../lambda/small-cloud.ts';

const FAILING = 'exports.handler = async () => { throw new Error("broken"); };';
const QUEUE_ARN = 'arn:aws:sqs:eu-west-1:123456789012:failed';
const HOUR_MS = 3_600_000;

const configure = (cloud: SmallCloud, properties: Readonly<Record<string, unknown>>): void =>
  cloud.create('AWS::Lambda::EventInvokeConfig', { FunctionName: 'work', Qualifier: '$LATEST', ...properties });

const onFailure = (arn: string) => ({ DestinationConfig: { OnFailure: { Destination: arn } } });

/** Seconds after the start at which the function ran. */
const runSeconds = ({ kernel }: SmallCloud): readonly number[] =>
  kernel.journal.entries.filter(({ kind }) => kind === 'invocation').map(({ atMs }) => (atMs - START_MS) / 1000);

/** The record in the first message that was sent. */
const sentRecord = ({ calls }: SmallCloud) => {
  const input = calls[0]?.input ?? {};
  return JSON.parse(String(Reflect.get(input, 'MessageBody')));
};

describe('an asynchronous invocation', () => {
  it('is accepted at once and run in the same instant', async () => {
    const cloud = createSmallCloud();
    cloud.addFunction('exports.handler = async (event) => { console.log(event.n); };');
    expect(await cloud.invoke({ n: 5 }, { type: 'Event' })).toMatchObject({ StatusCode: 202 });
    await cloud.kernel.clock.advance(0);
    expect(runSeconds(cloud)).toEqual([0]);
  });

  it.each([
    { settings: {}, ran: [0, 60, 180], why: 'by default after one minute and after two more' },
    { settings: { MaximumRetryAttempts: 1 }, ran: [0, 60], why: 'once where one retry is allowed' },
    { settings: { MaximumRetryAttempts: 0 }, ran: [0], why: 'never where none is' },
    { settings: { MaximumEventAgeInSeconds: 90 }, ran: [0, 60], why: 'only while the event is young enough' },
  ])('that fails is retried $why', async ({ settings, ran }) => {
    const cloud = createSmallCloud();
    cloud.addFunction(FAILING);
    configure(cloud, settings);
    await cloud.invoke({}, { type: 'Event' });
    await cloud.kernel.clock.advance(HOUR_MS);
    expect(runSeconds(cloud)).toEqual(ran);
    expect(cloud.metrics.filter(({ name }) => name === 'AsyncEventsDropped')).toHaveLength(1);
  });

  it('keeps its request id and gets its event unchanged at each retry', async () => {
    const cloud = createSmallCloud();
    cloud.addFunction(`exports.handler = async (event, { awsRequestId }) => {
      console.log(awsRequestId + ' ' + event.list.length);
      event.list.push(1);
      throw new Error('again');
    };`);
    await cloud.invoke({ list: [] }, { type: 'Event' });
    await cloud.kernel.clock.advance(HOUR_MS);
    const lines = cloud.logLines().filter((line) => line.startsWith('INFO'));
    expect(lines).toHaveLength(3);
    expect(new Set(lines).size).toBe(1);
    expect(lines[0]).toMatch(/ 0$/);
  });

  it('is tried again with growing waits while there is no concurrency, without counting as a failure', async () => {
    const cloud = createSmallCloud();
    cloud.addFunction('exports.handler = () => new Promise((resolve) => setTimeout(resolve, 20_000));', {
      ReservedConcurrentExecutions: 1,
      Timeout: 60,
    });
    await cloud.invoke({}, { type: 'Event' });
    await cloud.invoke({}, { type: 'Event' });
    await cloud.kernel.clock.advance(HOUR_MS);
    // Turned away at 0, 1, 3, 7 and 15 s.
    expect(runSeconds(cloud)).toEqual([0, 31]);
    expect(cloud.metrics.filter(({ name }) => name === 'Throttles')).toHaveLength(5);
  });
});

describe('an event that is given up', () => {
  const SQS = { 'sqs:SendMessage': { MessageId: 'm' } };

  it('goes to the destination as a record of request and response, sent as the function’s role', async () => {
    const cloud = createSmallCloud({ answers: SQS });
    cloud.addFunction(FAILING);
    configure(cloud, onFailure(QUEUE_ARN));
    await cloud.invoke({ tier: 'web' }, { type: 'Event' });
    await cloud.kernel.clock.advance(HOUR_MS);
    const [call, ...others] = cloud.calls;
    expect(others).toEqual([]);
    expect(call).toMatchObject({
      name: 'sqs:SendMessage',
      caller: { kind: 'role', roleArn: ROLE_ARN, sessionName: 'work' },
      input: { QueueUrl: 'https://sqs.eu-west-1.amazonaws.com/123456789012/failed' },
      atMs: START_MS + 180_000,
    });
    expect(sentRecord(cloud)).toEqual({
      version: '1.0',
      timestamp: '2026-01-05T10:03:00.000Z',
      requestContext: {
        requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        functionArn: `${FUNCTION_ARN}:$LATEST`,
        condition: 'RetriesExhausted',
        approximateInvokeCount: 3,
      },
      requestPayload: { tier: 'web' },
      responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
      responsePayload: { errorType: 'Error', errorMessage: 'broken', trace: expect.any(Array) },
    });
  });

  it('goes to the dead-letter queue as it is, with the error in attributes', async () => {
    const cloud = createSmallCloud({ answers: SQS });
    cloud.addFunction(FAILING, { DeadLetterConfig: { TargetArn: QUEUE_ARN } });
    await cloud.invoke({ tier: 'web' }, { type: 'Event' });
    await cloud.kernel.clock.advance(HOUR_MS);
    expect(cloud.calls[0]?.input).toMatchObject({
      MessageBody: '{"tier":"web"}',
      MessageAttributes: {
        RequestID: { DataType: 'String' },
        ErrorCode: { DataType: 'Number', StringValue: '200' },
        ErrorMessage: { DataType: 'String', StringValue: 'broken' },
      },
    });
  });

  it('says that it grew too old, and goes at once where concurrency is reserved as 0', async () => {
    const cases = [
      { properties: {}, settings: { MaximumEventAgeInSeconds: 60 }, condition: 'EventAgeExceeded', seconds: 60 },
      {
        properties: { ReservedConcurrentExecutions: 0 },
        settings: {},
        condition: 'ZeroReservedConcurrency',
        seconds: 0,
      },
    ];
    for (const { properties, settings, condition, seconds } of cases) {
      const cloud = createSmallCloud({ answers: SQS });
      cloud.addFunction(FAILING, properties);
      configure(cloud, { ...settings, ...onFailure(QUEUE_ARN) });
      await cloud.invoke({}, { type: 'Event' });
      await cloud.kernel.clock.advance(HOUR_MS);
      const record = sentRecord(cloud);
      expect(record.requestContext.condition).toBe(condition);
      expect(cloud.calls[0]?.atMs).toBe(START_MS + seconds * 1000);
    }
  });

  it.each([
    ['arn:aws:sns:eu-west-1:123456789012:alerts', 'sns:Publish', { TopicArn: expect.stringContaining('alerts') }],
    [
      'arn:aws:events:eu-west-1:123456789012:event-bus/default',
      'events:PutEvents',
      { Entries: [{ Source: 'lambda', DetailType: 'Lambda Function Invocation Result - Failure' }] },
    ],
  ])('can go to %s', async (arn, name, input) => {
    const cloud = createSmallCloud({ answers: { [name]: {} } });
    cloud.addFunction(FAILING);
    configure(cloud, { MaximumRetryAttempts: 0, ...onFailure(arn) });
    await cloud.invoke({}, { type: 'Event' });
    await cloud.kernel.clock.advance(1000);
    expect(cloud.calls).toMatchObject([{ name, input }]);
  });

  it('is lost and measured when the role may not send it', async () => {
    const cloud = createSmallCloud({ answers: SQS, denied: ['sqs:SendMessage'] });
    cloud.addFunction(FAILING);
    configure(cloud, { MaximumRetryAttempts: 0, ...onFailure(QUEUE_ARN) });
    await cloud.invoke({}, { type: 'Event' });
    await cloud.kernel.clock.advance(1000);
    expect(cloud.metrics.map(({ name }) => name)).toContain('DestinationDeliveryFailures');
    expect(cloud.kernel.journal.counts().denied).toEqual({ 'sqs:SendMessage': 1 });
  });

  it('is lost and measured when the queue is not there', async () => {
    const gone = new AwsError('QueueDoesNotExist', 'The specified queue does not exist.');
    const cloud = createSmallCloud({ answers: { 'sqs:SendMessage': gone } });
    cloud.addFunction(FAILING, { DeadLetterConfig: { TargetArn: QUEUE_ARN } });
    configure(cloud, { MaximumRetryAttempts: 0 });
    await cloud.invoke({}, { type: 'Event' });
    await cloud.kernel.clock.advance(1000);
    expect(cloud.metrics.map(({ name }) => name)).toContain('DeadLetterErrors');
  });
});

it('tells the destination of a success', async () => {
  const cloud = createSmallCloud({ answers: { 'sqs:SendMessage': {} } });
  cloud.addFunction('exports.handler = async () => "fine";');
  configure(cloud, { DestinationConfig: { OnSuccess: { Destination: QUEUE_ARN } } });
  await cloud.invoke({}, { type: 'Event' });
  await cloud.kernel.clock.advance(0);
  const record = sentRecord(cloud);
  expect(record).toMatchObject({ requestContext: { condition: 'Success' }, responsePayload: 'fine' });
});
