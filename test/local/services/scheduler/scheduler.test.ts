import { describe, expect, it } from 'vitest';
import type { TemplateResource } from '../../../../local/assembly/template.ts';
import { AwsError } from '../../../../local/kernel.ts';
import {
  ACCOUNT,
  createSmallCloud,
  payloadOf,
  REGION,
  role,
  roleArn,
  type SmallCloud,
  START_MS,
} from '../../assembly/small-cloud.ts';

const FUNCTION = `arn:aws:lambda:${REGION}:${ACCOUNT}:function:worker`;
const QUEUE = `arn:aws:sqs:${REGION}:${ACCOUNT}:letters`;
const invoke = { Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: FUNCTION };
const bury = { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: QUEUE };
const trusted = role('scheduler.amazonaws.com', [invoke, bury]);
const letters: TemplateResource = { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'letters' } };

const schedule = (more: Record<string, unknown> = {}, target: Record<string, unknown> = {}): TemplateResource => ({
  Type: 'AWS::Scheduler::Schedule',
  Properties: {
    Name: 'sweep',
    ScheduleExpression: 'rate(1 minute)',
    FlexibleTimeWindow: { Mode: 'OFF' },
    Target: { Arn: FUNCTION, RoleArn: roleArn(), Input: '{"shard":0}', ...target },
    ...more,
  },
});

const run = async (resource: TemplateResource, forMs: number, prepare?: (cloud: SmallCloud) => void, by = trusted) => {
  const cloud = createSmallCloud();
  await cloud.deploy({ Role: by, Letters: letters, Schedule: resource });
  prepare?.(cloud);
  await cloud.kernel.clock.advance(forMs);
  return cloud;
};
const minutes = (cloud: SmallCloud): number[] => cloud.calls.map(({ atMs }) => (atMs - START_MS) / 60_000);

describe('a schedule invokes its target', () => {
  it.each<{ when: string; more: Record<string, unknown>; at: number[] }>([
    { when: 'a rate without a start date: at once and each period after', more: {}, at: [0, 1, 2, 3] },
    { when: 'a rate with a start date: from then on', more: { StartDate: '2026-01-05T00:02:00Z' }, at: [2, 3] },
    {
      when: 'a rate whose start date is past: in its rhythm',
      more: { ScheduleExpression: 'rate(2 minutes)', StartDate: '2026-01-04T23:59:00Z' },
      at: [1, 3],
    },
    { when: 'an end date: until then', more: { EndDate: '2026-01-05T00:01:00Z' }, at: [0, 1] },
    { when: 'a cron expression: when it says', more: { ScheduleExpression: 'cron(0/2 * * * ? *)' }, at: [0, 2] },
    {
      when: 'a cron expression in a zone: by its clock',
      more: { ScheduleExpression: 'cron(1 1 * * ? *)', ScheduleExpressionTimezone: 'Europe/Rome' },
      at: [1],
    },
    {
      when: 'at: once, whatever its dates',
      more: { ScheduleExpression: 'at(2026-01-05T00:03:00)', EndDate: '2026-01-05T00:01:00Z' },
      at: [3],
    },
    { when: 'a disabled one: never', more: { State: 'DISABLED' }, at: [] },
  ])('$when', async ({ more, at }) => {
    expect(minutes(await run(schedule(more), 180_000))).toEqual(at);
  });

  it('with its role and its input', async () => {
    const { calls } = await run(schedule(), 0);
    expect(calls).toMatchObject([
      { input: { FunctionName: FUNCTION, InvocationType: 'Event' }, caller: { kind: 'role', roleArn: roleArn() } },
    ]);
    expect(calls.map(payloadOf)).toEqual([{ shard: 0 }]);
  });

  it('with the facts of the invocation in its input', async () => {
    const Input =
      '{"at":"<aws.scheduler.scheduled-time>","arn":"<aws.scheduler.schedule-arn>","n":"<aws.scheduler.attempt-number>"}';
    const { calls } = await run(schedule({}, { Input }), 0);
    expect(calls.map(payloadOf)).toEqual([
      { at: '2026-01-05T00:00:00Z', arn: `arn:aws:scheduler:${REGION}:${ACCOUNT}:schedule/default/sweep`, n: '1' },
    ]);
  });

  it('within a flexible window, the same for the same seed', async () => {
    const flexible = schedule({
      ScheduleExpression: 'cron(0 * * * ? *)',
      FlexibleTimeWindow: { Mode: 'FLEXIBLE', MaximumWindowInMinutes: 30 },
    });
    const [one, same] = [await run(flexible, 7_200_000), await run(flexible, 7_200_000)];
    expect(minutes(one)).toEqual(minutes(same));
    expect(minutes(one).every((minute, index) => minute >= index * 60 && minute < index * 60 + 30)).toBe(true);
    expect(minutes(one)[0]).not.toBe(0);
  });

  it.each([
    ['for its group', 'schedule-group/default', 1],
    ['for the schedule alone, which no trust can be', 'schedule/default/sweep', 0],
  ])('as a role that trusts the scheduler %s', async (_, resource, times) => {
    const Condition = { ArnEquals: { 'aws:SourceArn': `arn:aws:scheduler:${REGION}:${ACCOUNT}:${resource}` } };
    const { calls } = await run(
      schedule(),
      0,
      undefined,
      role('scheduler.amazonaws.com', [invoke], 'worker', Condition),
    );
    expect(calls).toHaveLength(times);
  });

  it('in a group of its own', async () => {
    const cloud = createSmallCloud();
    const group = { Type: 'AWS::Scheduler::ScheduleGroup', Properties: { Name: 'sweeps' } };
    await cloud.deploy({ Role: trusted, Group: group, Schedule: schedule({ GroupName: { Ref: 'Group' } }) });
    await expect(cloud.call('scheduler', 'GetSchedule', { Name: 'sweep', GroupName: 'sweeps' })).resolves.toMatchObject(
      {
        Arn: `arn:aws:scheduler:${REGION}:${ACCOUNT}:schedule/sweeps/sweep`,
        State: 'ENABLED',
      },
    );
  });

  it('as often as the faults say', async () => {
    const cloud = createSmallCloud({ faults: { deliveries: () => 0 } });
    await cloud.deploy({ Role: trusted, Schedule: schedule() });
    await cloud.kernel.clock.advance(180_000);
    expect(cloud.calls).toEqual([]);
  });
});

describe('an invocation that fails', () => {
  const once = schedule(
    { ScheduleExpression: 'at(2026-01-05T00:01:00)' },
    { DeadLetterConfig: { Arn: QUEUE }, RetryPolicy: { MaximumRetryAttempts: 2, MaximumEventAgeInSeconds: 60 } },
  );
  const letterOf = (cloud: SmallCloud) => cloud.noted('dead-letter')[0]?.detail;

  it('is tried again, then sent to the dead-letter queue with what AWS says of it', async () => {
    const cloud = await run(once, 3_600_000, (of) => {
      of.failure = () => new AwsError('ServiceException', 'busy', 500);
    });
    expect(cloud.calls).toHaveLength(3);
    expect(letterOf(cloud)).toMatchObject({
      SCHEDULE_ARN: `arn:aws:scheduler:${REGION}:${ACCOUNT}:schedule/default/sweep`,
      TARGET_ARN: FUNCTION,
      SCHEDULED_TIME: '2026-01-05T00:01:00Z',
      ERROR_CODE: 'ServiceException',
      EXHAUSTED_RETRY_CONDITION: 'MaximumRetryAttempts',
      RETRY_ATTEMPTS: '2',
    });
  });

  it('is sent there at once when the role may not invoke, and the denial names role, action and resource', async () => {
    const cloud = await run(once, 3_600_000, undefined, role('scheduler.amazonaws.com', [bury]));
    expect(cloud.calls).toEqual([]);
    expect(cloud.noted('denied')).toMatchObject([
      { subject: 'lambda:InvokeFunction', detail: { role: roleArn(), resource: FUNCTION } },
    ]);
    expect(letterOf(cloud)).toMatchObject({ ERROR_CODE: 'AccessDeniedException', RETRY_ATTEMPTS: '0' });
  });

  it.each([
    ['the role may not send to the queue', role('scheduler.amazonaws.com', [])],
    ['the scheduler is not trusted to take the role', role('lambda.amazonaws.com', [invoke, bury])],
  ])('is dropped when %s', async (_, by) => {
    const cloud = await run(once, 3_600_000, undefined, by);
    expect(cloud.calls).toEqual([]);
    expect(letterOf(cloud)).toBeUndefined();
    expect(cloud.noted('delivery')).toMatchObject([{ subject: 'sweep', detail: { outcome: 'dropped' } }]);
  });
});

describe('a schedule is refused', () => {
  it.each<{ when: string; resource: TemplateResource; message: string }>([
    {
      when: 'its expression is none',
      resource: schedule({ ScheduleExpression: 'hourly' }),
      message: 'AWS::Scheduler::Schedule Schedule: the schedule expression "hourly"',
    },
    { when: 'its group is not there', resource: schedule({ GroupName: 'none' }), message: 'group none does not exist' },
    { when: 'it has no window', resource: schedule({ FlexibleTimeWindow: {} }), message: 'Mode' },
    {
      when: 'its window is too long',
      resource: schedule({ FlexibleTimeWindow: { Mode: 'FLEXIBLE', MaximumWindowInMinutes: 2000 } }),
      message: 'within 1-1440',
    },
    {
      when: 'its target is universal',
      resource: schedule({}, { Arn: 'arn:aws:scheduler:::aws-sdk:sqs:sendMessage' }),
      message: 'not delivered to',
    },
    {
      when: 'its state is neither',
      resource: schedule({ State: 'ON' }),
      message: 'State is "ON"; it must be ENABLED or DISABLED',
    },
    { when: 'its start is no date', resource: schedule({ StartDate: 'soon' }), message: 'StartDate is soon' },
  ])('when $when', async ({ resource, message }) => {
    await expect(createSmallCloud().deploy({ Schedule: resource })).rejects.toThrow(message);
  });
});
