import { describe, expect, it } from 'vitest';
import type { TemplateResource } from '../../../../local/assembly/template.ts';
import { AwsError } from '../../../../local/kernel.ts';
import {
  ACCOUNT,
  asRole,
  createSmallCloud,
  payloadOf,
  REGION,
  role,
  roleArn,
  START_MS,
} from '../../assembly/small-cloud.ts';

const FUNCTION = `arn:aws:lambda:${REGION}:${ACCOUNT}:function:worker`;
const RULE = `arn:aws:events:${REGION}:${ACCOUNT}:rule/alarms`;
const QUEUE = `arn:aws:sqs:${REGION}:${ACCOUNT}:letters`;
const pattern = { source: ['aws.cloudwatch'], detail: { state: { value: ['ALARM'] } } };

const rule = (more: Record<string, unknown> = {}, target: Record<string, unknown> = {}): TemplateResource => ({
  Type: 'AWS::Events::Rule',
  Properties: {
    Name: 'alarms',
    EventPattern: pattern,
    Targets: [{ Id: 'Target0', Arn: FUNCTION, ...target }],
    ...more,
  },
});
const alarm = (value = 'ALARM') => ({
  source: 'aws.cloudwatch',
  detailType: 'CloudWatch Alarm State Change',
  detail: { alarmName: 'load', state: { value } },
});
const letters: TemplateResource = { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'letters' } };
const lettersPolicy = (sourceArn: string): TemplateResource => ({
  Type: 'AWS::SQS::QueuePolicy',
  Properties: {
    Queues: [{ Ref: 'Letters' }],
    PolicyDocument: {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Service: 'events.amazonaws.com' },
          Action: 'sqs:SendMessage',
          Resource: { 'Fn::GetAtt': ['Letters', 'Arn'] },
          Condition: { ArnEquals: { 'aws:SourceArn': sourceArn } },
        },
      ],
    },
  },
});
const deadLetters = { DeadLetterConfig: { Arn: QUEUE } };

describe('an event of an AWS service', () => {
  it('reaches the function of the rule that matches, at the same instant, as EventBridge has it', async () => {
    const cloud = createSmallCloud();
    await cloud.deploy({ Rule: rule() });
    cloud.kernel.emit(alarm());
    await cloud.kernel.clock.advance(0);
    expect(cloud.calls).toMatchObject([
      {
        atMs: START_MS,
        input: { FunctionName: FUNCTION, InvocationType: 'Event' },
        caller: { kind: 'service', service: 'events.amazonaws.com', sourceArn: RULE },
      },
    ]);
    expect(cloud.calls.map(payloadOf)).toEqual([
      {
        version: '0',
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        'detail-type': 'CloudWatch Alarm State Change',
        source: 'aws.cloudwatch',
        account: ACCOUNT,
        time: '2026-01-05T00:00:00Z',
        region: REGION,
        resources: [],
        detail: alarm().detail,
      },
    ]);
    expect(cloud.noted('delivery')).toMatchObject([
      { subject: 'alarms', detail: { outcome: 'delivered', retryAttempts: 0 } },
    ]);
  });

  it.each([
    { when: 'the pattern does not match', event: alarm('OK'), more: {} },
    { when: 'the source is another', event: { ...alarm(), source: 'aws.ec2' }, more: {} },
    { when: 'the rule is disabled', event: alarm(), more: { State: 'DISABLED' } },
  ])('reaches nobody when $when', async ({ event, more }) => {
    const cloud = createSmallCloud();
    await cloud.deploy({ Rule: rule(more) });
    cloud.kernel.emit(event);
    await cloud.kernel.clock.advance(60_000);
    expect(cloud.calls).toEqual([]);
  });

  it('is delivered as often as the faults say', async () => {
    const cloud = createSmallCloud({ faults: { deliveries: ({ rule: name }) => (name === 'alarms' ? 3 : 1) } });
    await cloud.deploy({ Rule: rule() });
    cloud.kernel.emit(alarm());
    await cloud.kernel.clock.advance(0);
    expect(cloud.calls).toHaveLength(3);
  });

  it('arrives in the order in which it was put', async () => {
    const cloud = createSmallCloud();
    await cloud.deploy({ Rule: rule({}, { InputPath: '$.detail.alarmName' }) });
    for (const alarmName of ['a', 'b', 'c']) {
      cloud.kernel.emit({ ...alarm(), detail: { ...alarm().detail, alarmName } });
    }
    await cloud.kernel.clock.advance(0);
    expect(cloud.calls.map(payloadOf)).toEqual(['a', 'b', 'c']);
  });

  it('stops reaching a rule that an operator disables, until it is enabled again', async () => {
    const cloud = createSmallCloud();
    await cloud.deploy({ Rule: rule() });
    await cloud.call('events', 'DisableRule', { Name: 'alarms' });
    cloud.kernel.emit(alarm());
    await cloud.kernel.clock.advance(0);
    expect(cloud.calls).toHaveLength(0);
    await cloud.call('events', 'EnableRule', { Name: 'alarms' });
    cloud.kernel.emit(alarm());
    await cloud.kernel.clock.advance(0);
    expect(cloud.calls).toHaveLength(1);
  });
});

describe('a target other than a function', () => {
  const machine = `arn:aws:states:${REGION}:${ACCOUNT}:stateMachine:heal`;
  const start = { Effect: 'Allow', Action: 'states:StartExecution', Resource: machine };

  it('is a state machine, started with the role of the target', async () => {
    const cloud = createSmallCloud();
    await cloud.deploy({
      Role: role('events.amazonaws.com', [start]),
      Rule: rule({}, { Arn: machine, RoleArn: roleArn(), Input: '{"a":1}' }),
    });
    cloud.kernel.emit(alarm());
    await cloud.kernel.clock.advance(0);
    expect(cloud.calls).toMatchObject([
      {
        operation: 'StartExecution',
        input: { stateMachineArn: machine, input: '{"a":1}' },
        caller: { roleArn: roleArn() },
      },
    ]);
  });

  it('is a state machine whose role EventBridge is not trusted to take: the event is given up', async () => {
    const cloud = createSmallCloud();
    await cloud.deploy({
      Role: role('lambda.amazonaws.com', [start]),
      Letters: letters,
      Policy: lettersPolicy(RULE),
      Rule: rule({}, { Arn: machine, RoleArn: roleArn(), ...deadLetters }),
    });
    cloud.kernel.emit(alarm());
    await cloud.kernel.clock.advance(0);
    expect(cloud.calls).toEqual([]);
    expect(cloud.noted('dead-letter')).toMatchObject([{ detail: { ERROR_CODE: 'FAILED_TO_ASSUME_ROLE' } }]);
  });

  it('is another bus, whose rules see the same event', async () => {
    const cloud = createSmallCloud();
    await cloud.deploy({
      Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'other' } },
      BusPolicy: {
        Type: 'AWS::Events::EventBusPolicy',
        Properties: {
          EventBusName: { Ref: 'Bus' },
          StatementId: 'rule',
          Statement: {
            Effect: 'Allow',
            Principal: { Service: 'events.amazonaws.com' },
            Action: 'events:PutEvents',
            Resource: { 'Fn::GetAtt': ['Bus', 'Arn'] },
          },
        },
      },
      Inner: rule({ Name: 'inner', EventBusName: { Ref: 'Bus' } }, { InputPath: '$.id' }),
      Rule: rule({}, { Arn: { 'Fn::GetAtt': ['Bus', 'Arn'] } }),
    });
    cloud.kernel.emit(alarm());
    await cloud.kernel.clock.advance(0);
    expect(cloud.calls.map(payloadOf)).toEqual([cloud.noted('event')[0]?.detail['id']]);
  });
});

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

describe('a rule with a schedule', () => {
  it('sends a Scheduled Event to its own targets, first one period after it was made', async () => {
    const cloud = createSmallCloud();
    await cloud.deploy({ Rule: rule({ EventPattern: undefined, ScheduleExpression: 'rate(5 minutes)' }) });
    await cloud.kernel.clock.advance(600_000);
    expect(cloud.calls.map(payloadOf)).toMatchObject([
      {
        'detail-type': 'Scheduled Event',
        source: 'aws.events',
        time: '2026-01-05T00:05:00Z',
        resources: [RULE],
        detail: {},
      },
      { time: '2026-01-05T00:10:00Z' },
    ]);
  });
});

describe('PutEvents', () => {
  const entry = { Source: 'rubato', DetailType: 'Tier Scaled', Detail: '{"tierId":"web"}' };
  const bus = `arn:aws:events:${REGION}:${ACCOUNT}:event-bus/default`;

  it.each<{ when: string; entry: Record<string, unknown>; code: string }>([
    { when: 'the source is missing', entry: { ...entry, Source: undefined }, code: 'InvalidArgument' },
    { when: 'the detail type is missing', entry: { ...entry, DetailType: '' }, code: 'InvalidArgument' },
    { when: 'the detail is missing', entry: { ...entry, Detail: undefined }, code: 'InvalidArgument' },
    { when: 'the detail is no object', entry: { ...entry, Detail: '[1]' }, code: 'MalformedDetail' },
    { when: 'the detail is no JSON', entry: { ...entry, Detail: '{' }, code: 'MalformedDetail' },
    {
      when: 'the source is one of AWS',
      entry: { ...entry, Source: 'aws.ec2' },
      code: 'NotAuthorizedForSourceException',
    },
  ])('refuses one entry and takes the other when $when', async ({ entry: broken, code }) => {
    const cloud = createSmallCloud();
    const output = await cloud.call('events', 'PutEvents', { Entries: [broken, entry] });
    expect(output).toMatchObject({
      FailedEntryCount: 1,
      Entries: [{ ErrorCode: code }, { EventId: expect.any(String) }],
    });
    expect(cloud.noted('event').map(({ subject }) => subject)).toEqual(['rubato/Tier Scaled']);
  });

  it.each([
    ['no entries', []],
    ['11 entries', Array.from({ length: 11 }, () => entry)],
    ['more than 256 KB', [{ ...entry, Detail: JSON.stringify({ text: 'x'.repeat(262_144) }) }]],
  ])('refuses %s', async (_, Entries) => {
    await expect(createSmallCloud().call('events', 'PutEvents', { Entries })).rejects.toMatchObject({
      code: 'ValidationException',
    });
  });

  it('needs the permission for each source', async () => {
    const cloud = createSmallCloud();
    const own = {
      Effect: 'Allow',
      Action: 'events:PutEvents',
      Resource: bus,
      Condition: { StringEquals: { 'events:source': 'rubato' } },
    };
    await cloud.deploy({ Role: role('states.amazonaws.com', [own]) });
    await expect(cloud.call('events', 'PutEvents', { Entries: [entry] }, asRole())).resolves.toMatchObject({
      FailedEntryCount: 0,
    });
    await expect(
      cloud.call('events', 'PutEvents', { Entries: [entry, { ...entry, Source: 'other' }] }, asRole()),
    ).rejects.toMatchObject({ code: 'AccessDeniedException' });
  });

  it('refuses a bus that is not there', async () => {
    await expect(
      createSmallCloud().call('events', 'PutEvents', { Entries: [{ ...entry, EventBusName: 'none' }] }),
    ).rejects.toMatchObject({ code: 'ResourceNotFoundException' });
  });
});

describe('a rule is refused', () => {
  it.each<{ when: string; resource: TemplateResource; message: string }>([
    {
      when: 'its pattern is not valid',
      resource: rule({ EventPattern: { source: 'x' } }),
      message: 'AWS::Events::Rule Rule: Event pattern is not valid. Reason: "source" must be an object or an array',
    },
    {
      when: 'its pattern is too long',
      resource: rule({ EventPattern: { source: ['x'.repeat(2048)] } }),
      message: 'at most 2048',
    },
    {
      when: 'it has neither pattern nor schedule',
      resource: rule({ EventPattern: undefined }),
      message: 'neither EventPattern nor ScheduleExpression',
    },
    {
      when: 'it has six targets',
      resource: rule({ Targets: Array.from({ length: 6 }, (_, index) => ({ Id: String(index), Arn: FUNCTION })) }),
      message: 'at most 5',
    },
    {
      when: 'a target is of another service',
      resource: rule({}, { Arn: 'arn:aws:kinesis:eu-west-1:1:stream/x' }),
      message: 'not delivered to',
    },
    {
      when: 'a target has a property that is not modelled',
      resource: rule({}, { EcsParameters: {} }),
      message: 'EcsParameters',
    },
    {
      when: 'its state machine has no role',
      resource: rule({}, { Arn: `arn:aws:states:${REGION}:${ACCOUNT}:stateMachine:x` }),
      message: 'needs a RoleArn',
    },
    {
      when: 'it retries too often',
      resource: rule({}, { RetryPolicy: { MaximumRetryAttempts: 186 } }),
      message: 'MaximumRetryAttempts is 186; it must be within 0-185',
    },
  ])('when $when', async ({ resource, message }) => {
    await expect(
      createSmallCloud().deploy({ Rule: JSON.parse(JSON.stringify(resource)) as TemplateResource }),
    ).rejects.toThrow(message);
  });
});

it('tests a pattern as the API does', async () => {
  const cloud = createSmallCloud();
  const test = (EventPattern: string) =>
    cloud.call('events', 'TestEventPattern', { EventPattern, Event: '{"source":"a"}' });
  await expect(test('{"source":["a"]}')).resolves.toEqual({ Result: true });
  await expect(test('{"source":["b"]}')).resolves.toEqual({ Result: false });
  await expect(test('{"source":"a"}')).rejects.toMatchObject({ code: 'InvalidEventPatternException' });
});

it('gives the same history for the same seed', async () => {
  const run = async () => {
    const cloud = createSmallCloud();
    await cloud.deploy({ Rule: rule() });
    cloud.failure = () => (cloud.calls.length < 3 ? new AwsError('ServiceException', 'busy', 503) : undefined);
    cloud.kernel.emit(alarm());
    await cloud.kernel.clock.advance(3_600_000);
    return JSON.stringify(cloud.kernel.journal.entries);
  };
  expect(await run()).toBe(await run());
});
