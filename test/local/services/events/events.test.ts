import { describe, expect, it } from 'vitest';
import { AwsError } from '../../../../local/kernel.ts';
import { ACCOUNT, createSmallCloud, payloadOf, REGION, role, roleArn, START_MS } from '../../assembly/small-cloud.ts';
import { alarm, deadLetters, FUNCTION, letters, lettersPolicy, pattern, RULE, rule } from './rules.ts';

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

describe('a rule that is looked at', () => {
  it('is told by DescribeRule and ListRules as it is', async () => {
    const cloud = createSmallCloud();
    await cloud.deploy({ Rule: rule(), Other: rule({ Name: 'others' }) });
    await cloud.call('events', 'DisableRule', { Name: 'alarms' });
    const described = await cloud.call('events', 'DescribeRule', { Name: 'alarms' });
    expect(described).toMatchObject({
      Name: 'alarms',
      Arn: `arn:aws:events:${REGION}:${ACCOUNT}:rule/alarms`,
      State: 'DISABLED',
      EventPattern: JSON.stringify(pattern),
      EventBusName: 'default',
    });
    expect(await cloud.call('events', 'ListRules', { NamePrefix: 'al' })).toEqual({ Rules: [described] });
    expect(await cloud.call('events', 'ListRules', {})).toMatchObject({
      Rules: [{ Name: 'alarms' }, { Name: 'others' }],
    });
  });

  it('has to exist', async () => {
    const cloud = createSmallCloud();
    await expect(cloud.call('events', 'DescribeRule', { Name: 'gone' })).rejects.toThrow(
      'Rule gone does not exist on EventBus default.',
    );
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
