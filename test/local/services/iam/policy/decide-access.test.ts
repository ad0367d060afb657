import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compilePolicy } from '../../../../../local/services/iam/policy/compile-policy.ts';
import { type AccessDecision, decideAccess } from '../../../../../local/services/iam/policy/decide-access.ts';
import type { Principal } from '../../../../../local/services/iam/policy/principal.ts';
import { requestContext } from '../../../../../local/services/iam/policy/request-context.ts';
import { StatementIndex } from '../../../../../local/services/iam/policy/statement-index.ts';

const ACCOUNT = '123456789012';
const GROUP = `arn:aws:autoscaling:eu-west-1:${ACCOUNT}:autoScalingGroup:uuid:autoScalingGroupName/web`;
const KEY = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1`;
const worker: Principal = {
  kind: 'role',
  account: ACCOUNT,
  roleArn: `arn:aws:iam::${ACCOUNT}:role/worker`,
  sessionArn: `arn:aws:sts::${ACCOUNT}:assumed-role/worker/session`,
};
const events: Principal = { kind: 'service', service: 'events.amazonaws.com' };

type Statement = Record<string, unknown>;
interface Question {
  readonly identity?: readonly Statement[];
  readonly attached?: readonly Statement[];
  readonly principal?: Principal;
  readonly action?: string;
  readonly resource?: string;
  readonly context?: Record<string, string | readonly string[]>;
}

const compile = (statements: readonly Statement[]) =>
  new StatementIndex(compilePolicy({ Version: '2012-10-17', Statement: statements }, 'the policy of a test'));

const decide = (question: Question): AccessDecision => {
  const { action = 'autoscaling:SetDesiredCapacity', resource = GROUP } = question;
  return decideAccess({
    principal: question.principal ?? worker,
    action,
    resource,
    context: requestContext(question.context ?? {}, () => ({
      'aws:PrincipalTag/team': 'web',
      'aws:SecureTransport': 'true',
    })),
    identity: compile(question.identity ?? []).find(action, resource),
    attached: compile(question.attached ?? []).find(action, resource),
  });
};

const allow = (more: Statement = {}): Statement => ({
  Effect: 'Allow',
  Action: 'autoscaling:SetDesiredCapacity',
  Resource: '*',
  ...more,
});
const deny = (more: Statement = {}): Statement => ({ ...allow(more), Effect: 'Deny' });
const variable = (name: string): string => `\${${name}}`;
const tagged = { 'aws:ResourceTag/rubato:installation': 'demo' };
const when = (operator: string, key: string, value: unknown): Statement =>
  allow({ Condition: { [operator]: { [key]: value } } });

describe('an action and a resource are matched with wildcards', () => {
  it.each<{ when: string; statement: Statement; allowed: boolean }>([
    { when: 'the action is named', statement: allow(), allowed: true },
    {
      when: 'the action is named in another case',
      statement: allow({ Action: 'AutoScaling:setdesiredcapacity' }),
      allowed: true,
    },
    { when: 'the action has a wildcard', statement: allow({ Action: 'autoscaling:Set*' }), allowed: true },
    {
      when: 'a question mark stands for one character',
      statement: allow({ Action: 'autoscaling:SetDesiredCapacit?' }),
      allowed: true,
    },
    {
      when: 'only another action is named',
      statement: allow({ Action: ['autoscaling:UpdateAutoScalingGroup'] }),
      allowed: false,
    },
    {
      when: 'all but another action are allowed',
      statement: allow({ Action: undefined, NotAction: 'ec2:*' }),
      allowed: true,
    },
    {
      when: 'all but this action are allowed',
      statement: allow({ Action: undefined, NotAction: 'autoscaling:*' }),
      allowed: false,
    },
    { when: 'the resource is named', statement: allow({ Resource: GROUP }), allowed: true },
    {
      when: 'the resource has wildcards within its parts',
      statement: allow({ Resource: `arn:aws:autoscaling:*:${ACCOUNT}:autoScalingGroup:*:autoScalingGroupName/*` }),
      allowed: true,
    },
    {
      when: 'a wildcard would have to reach over a colon of the first five',
      statement: allow({ Resource: `arn:aws:*:autoScalingGroup:uuid:autoScalingGroupName/web:x:y` }),
      allowed: false,
    },
    {
      when: 'the resource is another group',
      statement: allow({ Resource: GROUP.replace('/web', '/api') }),
      allowed: false,
    },
    {
      when: 'all resources but this are allowed',
      statement: allow({ Resource: undefined, NotResource: GROUP }),
      allowed: false,
    },
    {
      when: 'a variable in the resource is the role’s tag',
      statement: allow({ Resource: GROUP.replace('/web', `/${variable('aws:PrincipalTag/team')}`) }),
      allowed: true,
    },
    {
      when: 'a variable has no value',
      statement: allow({ Resource: GROUP.replace('/web', `/${variable('aws:PrincipalTag/none')}`) }),
      allowed: false,
    },
    {
      when: 'a variable has no value but a default',
      statement: allow({ Resource: GROUP.replace('/web', `/${variable("aws:PrincipalTag/none, 'web'")}`) }),
      allowed: true,
    },
    {
      when: 'an escaped asterisk is no wildcard',
      statement: allow({ Resource: GROUP.replace('/web', `/${variable('*')}`) }),
      allowed: false,
    },
  ])('when $when → $allowed', ({ statement, allowed }) => {
    expect(decide({ identity: [statement] }).isAllowed).toBe(allowed);
  });
});

describe('a condition decides', () => {
  it.each<{ when: string; statement: Statement; context?: Question['context']; allowed: boolean }>([
    {
      when: 'the tag is as wanted',
      statement: when('StringEquals', 'aws:ResourceTag/rubato:installation', 'demo'),
      context: tagged,
      allowed: true,
    },
    {
      when: 'the key is written in another case',
      statement: when('StringEquals', 'AWS:resourcetag/rubato:installation', 'demo'),
      context: tagged,
      allowed: true,
    },
    {
      when: 'the tag differs',
      statement: when('StringEquals', 'aws:ResourceTag/rubato:installation', 'other'),
      context: tagged,
      allowed: false,
    },
    {
      when: 'the tag is not there',
      statement: when('StringEquals', 'aws:ResourceTag/rubato:installation', 'demo'),
      allowed: false,
    },
    {
      when: 'the tag is not there and need not be',
      statement: when('StringEqualsIfExists', 'aws:ResourceTag/rubato:installation', 'demo'),
      allowed: true,
    },
    {
      when: 'one of several values fits',
      statement: when('StringEquals', 'aws:ResourceTag/rubato:installation', ['x', 'demo']),
      context: tagged,
      allowed: true,
    },
    {
      when: 'a value that must not be is',
      statement: when('StringNotEquals', 'aws:ResourceTag/rubato:installation', 'demo'),
      context: tagged,
      allowed: false,
    },
    {
      when: 'a value that must not be is absent',
      statement: when('StringNotEquals', 'aws:ResourceTag/rubato:installation', 'demo'),
      allowed: true,
    },
    {
      when: 'a value is like the pattern',
      statement: when('StringLike', 'aws:ResourceTag/rubato:installation', 'd*o'),
      context: tagged,
      allowed: true,
    },
    {
      when: 'a value is not unlike the pattern',
      statement: when('StringNotLike', 'aws:ResourceTag/rubato:installation', 'd*'),
      context: tagged,
      allowed: false,
    },
    {
      when: 'case is ignored',
      statement: when('StringEqualsIgnoreCase', 'aws:ResourceTag/rubato:installation', 'DEMO'),
      context: tagged,
      allowed: true,
    },
    {
      when: 'a key has to be absent and is',
      statement: when('Null', 'aws:ResourceTag/rubato:protect', 'true'),
      allowed: true,
    },
    {
      when: 'a key has to be absent and is not',
      statement: when('Null', 'aws:ResourceTag/rubato:protect', true),
      context: { 'aws:ResourceTag/rubato:protect': 'x' },
      allowed: false,
    },
    {
      when: 'a key has to be there and is not',
      statement: when('Null', 'aws:ResourceTag/rubato:protect', 'false'),
      allowed: false,
    },
    { when: 'a truth is as wanted', statement: when('Bool', 'aws:SecureTransport', 'true'), allowed: true },
    {
      when: 'an ARN is like the pattern',
      statement: when('ArnLike', 'aws:SourceArn', `arn:aws:events:*:${ACCOUNT}:rule/*`),
      context: { 'aws:SourceArn': `arn:aws:events:eu-west-1:${ACCOUNT}:rule/r` },
      allowed: true,
    },
    {
      when: 'an ARN would match only across colons',
      statement: when('ArnEquals', 'aws:SourceArn', 'arn:aws:events:*:rule/*:a:b'),
      context: { 'aws:SourceArn': `arn:aws:events:eu-west-1:${ACCOUNT}:rule/r` },
      allowed: false,
    },
    {
      when: 'a number is at most the bound',
      statement: when('NumericLessThanEquals', 'kms:Amount', '10'),
      context: { 'kms:Amount': '10' },
      allowed: true,
    },
    {
      when: 'a number is over the bound',
      statement: when('NumericLessThanEquals', 'kms:Amount', '10'),
      context: { 'kms:Amount': '11' },
      allowed: false,
    },
    {
      when: 'a number is no number',
      statement: when('NumericGreaterThan', 'kms:Amount', '10'),
      context: { 'kms:Amount': 'many' },
      allowed: false,
    },
    {
      when: 'a date is before another',
      statement: when('DateLessThan', 'aws:CurrentTime', '2026-01-05T00:00:00Z'),
      context: { 'aws:CurrentTime': '2026-01-04T23:00:00Z' },
      allowed: true,
    },
    {
      when: 'all keys of the table are leading ones that may be',
      statement: when('ForAllValues:StringLike', 'dynamodb:LeadingKeys', ['SWITCH', 'TIER#*']),
      context: { 'dynamodb:LeadingKeys': ['SWITCH', 'TIER#web'] },
      allowed: true,
    },
    {
      when: 'one key of the table is another',
      statement: when('ForAllValues:StringLike', 'dynamodb:LeadingKeys', ['SWITCH', 'TIER#*']),
      context: { 'dynamodb:LeadingKeys': ['TIER#web', 'ENV#x'] },
      allowed: false,
    },
    {
      when: 'there are no keys at all, which are all as wanted',
      statement: when('ForAllValues:StringLike', 'dynamodb:LeadingKeys', 'TIER#*'),
      allowed: true,
    },
    {
      when: 'any of the values is enough',
      statement: when('ForAnyValue:StringEquals', 'aws:TagKeys', 'a'),
      context: { 'aws:TagKeys': ['b', 'a'] },
      allowed: true,
    },
    {
      when: 'any of no values is none',
      statement: when('ForAnyValue:StringEquals', 'aws:TagKeys', 'a'),
      allowed: false,
    },
    {
      when: 'the value is that of a variable',
      statement: when('StringEquals', 'aws:ResourceTag/team', variable('aws:PrincipalTag/team')),
      context: { 'aws:ResourceTag/team': 'web' },
      allowed: true,
    },
    {
      when: 'one of two operators fails',
      statement: allow({
        Condition: {
          StringEquals: { 'aws:ResourceTag/rubato:installation': 'demo' },
          Null: { 'aws:ResourceTag/rubato:protect': 'false' },
        },
      }),
      context: tagged,
      allowed: false,
    },
  ])('when $when → $allowed', ({ statement, context = {}, allowed }) => {
    expect(decide({ identity: [statement], context }).isAllowed).toBe(allowed);
  });
});

describe('the policies of both sides', () => {
  const attached = { Principal: { Service: 'events.amazonaws.com' } };
  const root = { Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` } };
  const kms = { action: 'kms:Decrypt', resource: KEY };
  const decrypt = { Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*' };

  it.each<{ when: string; question: Question; decision: AccessDecision }>([
    {
      when: 'nothing speaks of it',
      question: {},
      decision: { isAllowed: false, because: 'nothing-allows', policy: 'identity-based' },
    },
    {
      when: 'the role is allowed and denied',
      question: { identity: [allow(), deny()] },
      decision: { isAllowed: false, because: 'explicit-deny', policy: 'identity-based' },
    },
    {
      when: 'the resource denies everybody',
      question: { identity: [allow()], attached: [deny({ Principal: '*' })] },
      decision: { isAllowed: false, because: 'explicit-deny', policy: 'resource-based' },
    },
    {
      when: 'the resource denies what is not encrypted, and it is',
      question: {
        identity: [allow()],
        attached: [deny({ Principal: { AWS: '*' }, Condition: { Bool: { 'aws:SecureTransport': 'false' } } })],
      },
      decision: { isAllowed: true },
    },
    {
      when: 'only the resource allows the role',
      question: { attached: [allow({ Principal: { AWS: `arn:aws:iam::${ACCOUNT}:role/worker` } })] },
      decision: { isAllowed: true },
    },
    {
      when: 'the resource allows the account, the role nothing',
      question: { attached: [allow(root)] },
      decision: { isAllowed: false, because: 'nothing-allows', policy: 'identity-based' },
    },
    {
      when: 'the resource allows the service',
      question: { principal: events, attached: [allow(attached)] },
      decision: { isAllowed: true },
    },
    {
      when: 'the resource allows another service',
      question: { principal: events, attached: [allow({ Principal: { Service: 'sns.amazonaws.com' } })] },
      decision: { isAllowed: false, because: 'nothing-allows', policy: 'resource-based' },
    },
    {
      when: 'the key delegates to the account and the role is allowed',
      question: { ...kms, identity: [decrypt], attached: [{ ...decrypt, ...root }] },
      decision: { isAllowed: true },
    },
    {
      when: 'the role is allowed but the key does not delegate',
      question: { ...kms, identity: [decrypt], attached: [{ ...decrypt, ...attached }] },
      decision: { isAllowed: false, because: 'nothing-allows', policy: 'resource-based' },
    },
    {
      when: 'the key delegates but the role is not allowed',
      question: { ...kms, attached: [{ ...decrypt, ...root }] },
      decision: { isAllowed: false, because: 'nothing-allows', policy: 'identity-based' },
    },
  ])('when $when', ({ question, decision }) => {
    expect(decide(question)).toEqual(decision);
  });

  it('never lets an allow outweigh a deny, however many there are', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 5 }), (before, after) => {
        const allows = (count: number) => Array.from({ length: count }, () => allow());
        return !decide({ identity: [...allows(before), deny(), ...allows(after)] }).isAllowed;
      }),
    );
  });
});

describe('what is not evaluated is refused when the policy is made', () => {
  it.each<{ when: string; statement: Statement; message: string }>([
    {
      when: 'an operator is not known',
      statement: when('IpAddress', 'aws:SourceArn', '10.0.0.0/8'),
      message: 'IpAddress',
    },
    {
      when: 'a key is on no request',
      statement: when('StringEquals', 'aws:SourceVpc', 'vpc-1'),
      message: 'aws:SourceVpc',
    },
    { when: 'an element is not known', statement: allow({ NotPrincipal: '*' }), message: 'NotPrincipal' },
    {
      when: 'a principal is of another kind',
      statement: allow({ Principal: { Federated: 'x' } }),
      message: 'Federated',
    },
    { when: 'the effect is neither', statement: { ...allow(), Effect: 'Maybe' }, message: '"Maybe"' },
    { when: 'there is no action', statement: allow({ Action: undefined }), message: 'neither Action nor NotAction' },
  ])('when $when', ({ statement, message }) => {
    expect(() => compile([JSON.parse(JSON.stringify(statement)) as Statement])).toThrow(message);
  });
});
