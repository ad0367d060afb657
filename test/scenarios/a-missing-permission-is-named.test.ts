import { describe, expect, it } from 'vitest';
import { readFailures } from '../../cli/simulation/read-failures.ts';
import { both, breaking, withoutPermission, withoutResource, withoutTrust } from './break-resource.ts';
import { skipUnder } from './fault-profile.ts';
import { type Part, playPart } from './short-life.ts';
import type { WorldSettings } from './world.ts';

const TABLE = 'arn:aws:dynamodb:eu-west-1:123456789012:table/Rubato-StateTable';
const KEY = 'arn:aws:kms:eu-west-1:123456789012:key/';
const FUNCTION = 'arn:aws:lambda:eu-west-1:123456789012:function:rubato-demo-';
const GROUP = 'autoScalingGroupName/rubato-demo-';
const QUEUE = 'arn:aws:sqs:eu-west-1:123456789012:rubato-demo-';

/** Role, action, resource, and the part in which it is used. */
const ROWS: readonly (readonly [string, string, string, Part])[] = [
  ['TriggersOnSweepRole', 'dynamodb:PutItem', TABLE, 'growing'],
  ['TriggersOnSweepRole', 'dynamodb:BatchGetItem', TABLE, 'growing'],
  ['TriggersOnSweepRole', 'kms:Decrypt', KEY, 'growing'],
  ['TriggersOnSweepRole', 'kms:GenerateDataKey', KEY, 'growing'],
  ['TriggersOnSweepRole', 'cloudwatch:GetMetricData', '*', 'growing'],
  ['TriggersOnMetricAlarmRole', 'states:StartExecution', 'stateMachine:rubato-demo-scale-tier', 'growing'],
  ['WorkflowsScaleTierRole', 'dynamodb:GetItem', TABLE, 'growing'],
  ['WorkflowsScaleTierRole', 'dynamodb:UpdateItem', TABLE, 'growing'],
  ['WorkflowsScaleTierRole', 'kms:Decrypt', KEY, 'growing'],
  ['WorkflowsScaleTierRole', 'kms:Encrypt', KEY, 'growing'],
  ['WorkflowsScaleTierRole', 'kms:DescribeKey', KEY, 'growing'],
  ['WorkflowsScaleTierRole', 'kms:ReEncryptFrom', KEY, 'growing'],
  ['WorkflowsScaleTierRole', 'autoscaling:SetDesiredCapacity', `${GROUP}web`, 'growing'],
  ['WorkflowsScaleTierRole', 'lambda:InvokeFunction', `${FUNCTION}check-fleet`, 'growing'],
  ['WorkflowsScaleTierRole', 'events:PutEvents', 'event-bus/default', 'growing'],
  ['WorkflowsCheckFleetRole', 'elasticloadbalancing:DescribeTargetHealth', '*', 'growing'],
  ['TriggersSweepTiersRole', 'lambda:InvokeFunction', `${FUNCTION}on-sweep`, 'growing'],
  ['TriggersOnEnvironmentSweepRole', 'dynamodb:Query', '/index/due', 'evening'],
  ['WorkflowsFindGroupsRole', 'dynamodb:GetItem', TABLE, 'morning'],
  ['WorkflowsFindGroupsRole', 'dynamodb:BatchGetItem', TABLE, 'evening'],
  ['WorkflowsSleepEnvironmentRole', 'autoscaling:UpdateAutoScalingGroup', `${GROUP}staging-`, 'evening'],
  ['TriggersOnHealthSweepRole', 'ec2:DescribeInstanceStatus', '*', 'mishaps'],
  ['TriggersOnInstanceEventRole', 'autoscaling:DescribeAutoScalingInstances', '*', 'mishaps'],
  ['WorkflowsHealInstanceRole', 'autoscaling:SetInstanceHealth', `${GROUP}web`, 'hanging'],
];

/** Roles of what nothing but events invokes. */
const BY_EVENTS_ALONE = ['TriggersOnMetricAlarmRole', 'TriggersOnInstanceEventRole'];
const NOBODY_CALLS = 'nobody calls who is called by events alone';

describe('a permission that is taken away', () => {
  it.for(ROWS)('from %s, %s on %s, is named with all three', async ([role, action, resource, part], context) => {
    if (BY_EVENTS_ALONE.includes(role)) skipUnder('events-lost', context, NOBODY_CALLS);
    expect(await denials(part, withoutPermission(role, action))).toContainEqual(
      expect.stringMatching(sentence(role, action, resource)),
    );
  });

  it('for the dead letters of a function is named once the function fails for good', async () => {
    const [role, action] = ['TriggersOnSweepRole', 'sqs:SendMessage'] as const;
    const denied = await denials(
      'growing',
      both(breaking('Function rubato-demo-on-sweep'), withoutPermission(role, action)),
    );
    expect(denied).toContainEqual(expect.stringMatching(sentence(role, action, `${QUEUE}failed-invocations`)));
  });

  it('for the dead letters of a schedule is named once it cannot deliver', async () => {
    const [role, action] = ['TriggersSweepTiersRole', 'sqs:SendMessage'] as const;
    const denied = await denials(
      'growing',
      both(withoutPermission(role, 'lambda:InvokeFunction'), withoutPermission(role, action)),
    );
    expect(denied).toContainEqual(expect.stringMatching(sentence(role, action, `${QUEUE}undelivered`)));
  });

  it('from a rule, which has no role, is named with the service', async (context) => {
    skipUnder('events-lost', context, NOBODY_CALLS);
    const denied = await denials(
      'growing',
      withoutResource('AWS::Lambda::Permission', 'TriggersLoadAlarmAllowEventRule'),
    );
    expect(denied).toEqual([
      `denied: events.amazonaws.com may not lambda:InvokeFunction on ${FUNCTION}on-metric-alarm`,
    ]);
  });
});

describe('a role that its service may not take', () => {
  it.each([
    ['WorkflowsScaleTierRole', 'states.amazonaws.com', 'growing'],
    ['WorkflowsSleepEnvironmentRole', 'states.amazonaws.com', 'evening'],
    ['WorkflowsWakeEnvironmentRole', 'states.amazonaws.com', 'morning'],
    ['WorkflowsHealInstanceRole', 'states.amazonaws.com', 'hanging'],
    ['TriggersSweepTiersRole', 'scheduler.amazonaws.com', 'growing'],
  ] as const)('%s, by %s, is named with both', async (role, service, part) => {
    expect(await denials(part, withoutTrust(role))).toContainEqual(
      expect.stringMatching(`^denied: ${service} may not sts:AssumeRole on arn:\\S+:role/Rubato-${role}`),
    );
  });

  it("is named before anything runs when it is a function's", async () => {
    await expect(playPart('growing', withoutTrust('TriggersOnSweepRole'))).rejects.toThrow(
      /lambda\.amazonaws\.com is not authorized to perform: sts:AssumeRole on resource: \S+:role\/Rubato-TriggersOnSweepRole/,
    );
  });
});

const denials = async (part: Part, alter: NonNullable<WorldSettings['alter']>): Promise<string[]> => {
  const { world } = await playPart(part, alter);
  return readFailures(world.rehearsal).filter((text) => text.startsWith('denied: '));
};

/** As an operator reads it; a physical name is its logical id between the stack's name and a hash. */
const sentence = (role: string, action: string, resource: string): RegExp =>
  new RegExp(`^denied: \\S+:role/Rubato-${role}\\S+ may not ${action} on \\S*${resource.replaceAll('*', '\\*')}`);
