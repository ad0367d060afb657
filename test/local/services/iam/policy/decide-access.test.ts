import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AccessDecision } from '../../../../../local/services/iam/policy/decide-access.ts';
import {
  ACCOUNT,
  allow,
  compile,
  decide,
  deny,
  events,
  GROUP,
  KEY,
  type Question,
  type Statement,
  variable,
  when,
} from './questions.ts';

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
      when: 'an ARN ends with a wildcard for its last parts',
      statement: allow({ Resource: 'arn:aws:autoscaling:*' }),
      allowed: true,
    },
    {
      when: 'a wildcard within a segment would have to reach over a colon',
      statement: allow({ Resource: `arn:aws:autoscaling:eu-*-1:${ACCOUNT}:auto*Name/web` }),
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

describe('the policies of both sides', () => {
  const attached = { Principal: { Service: 'events.amazonaws.com' } };
  const root = { Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` } };
  const kms = { action: 'kms:Decrypt', resource: KEY };
  const decrypt = { Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*' };

  it.each<{ when: string; question: Question; decision: Partial<AccessDecision> }>([
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
    expect(decide(question)).toMatchObject(decision);
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
      when: 'a key of a service is on no request',
      statement: when('StringEqualsIfExists', 'dynamodb:LeadingKey', 'TIER#web'),
      message: 'dynamodb:LeadingKey',
    },
    {
      when: 'a number is none',
      statement: when('NumericEquals', 'aws:EpochTime', 'soon'),
      message: 'NumericEquals aws:EpochTime is soon',
    },
    {
      when: 'a date is a variable, which only texts may be',
      statement: when('DateLessThan', 'aws:CurrentTime', variable('aws:PrincipalTag/until')),
      message: 'DateLessThan does not take',
    },
    {
      when: 'a truth is none',
      statement: when('Bool', 'aws:SecureTransport', 'yes'),
      message: 'Bool aws:SecureTransport',
    },
    { when: 'an absence is neither', statement: when('Null', 'aws:TagKeys', 'no'), message: 'Null aws:TagKeys is no' },
    { when: 'a resource is no ARN', statement: allow({ Resource: 'web' }), message: 'Resource is web' },
    {
      when: 'an ARN lacks parts',
      statement: allow({ Resource: 'arn:aws:autoscaling:eu-west-1' }),
      message: 'an ARN of six parts',
    },
    {
      when: 'the service of an ARN is a wildcard',
      statement: allow({ Resource: 'arn:aws:*:eu-west-1:1:web' }),
      message: 'whose service has no wildcard',
    },
    {
      when: 'there is no resource',
      statement: allow({ Resource: undefined }),
      message: 'neither Resource nor NotResource',
    },
    { when: 'an identity names a principal', statement: allow({ Principal: '*' }), message: 'the element Principal' },
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
    {
      when: 'a variable is on no request',
      statement: allow({ Resource: `arn:aws:s3:::${variable('aws:username')}` }),
      message: 'the policy variable aws:username',
    },
    { when: 'an element is not known', statement: allow({ NotPrincipal: '*' }), message: 'NotPrincipal' },
    { when: 'the effect is neither', statement: { ...allow(), Effect: 'Maybe' }, message: '"Maybe"' },
    { when: 'there is no action', statement: allow({ Action: undefined }), message: 'neither Action nor NotAction' },
  ])('when $when', ({ statement, message }) => {
    expect(() => compile([JSON.parse(JSON.stringify(statement)) as Statement])).toThrow(message);
  });
});

describe('the policy of a resource is refused when it is made', () => {
  it.each<{ when: string; statement: Statement; message: string }>([
    { when: 'it names nobody', statement: allow(), message: 'has no Principal' },
    {
      when: 'a principal is of another kind',
      statement: allow({ Principal: { Federated: 'x' } }),
      message: 'Federated',
    },
    {
      when: 'a principal is a part of a name',
      statement: allow({ Principal: { AWS: `arn:aws:iam::${ACCOUNT}:role/*` } }),
      message: 'role/*',
    },
    {
      when: 'a principal is a user, and there are none',
      statement: allow({ Principal: { AWS: `arn:aws:iam::${ACCOUNT}:user/ann` } }),
      message: 'user/ann',
    },
    { when: 'a service is none', statement: allow({ Principal: { Service: 'lambda' } }), message: 'is lambda' },
  ])('when $when', ({ statement, message }) => {
    expect(() => compile([JSON.parse(JSON.stringify(statement)) as Statement], 'resource')).toThrow(message);
  });
});

describe('a role is passed', () => {
  const pass = (Condition?: object): Statement => ({
    Effect: 'Allow',
    Action: 'iam:PassRole',
    Resource: `arn:aws:iam::${ACCOUNT}:role/of-a-function`,
    ...(Condition && { Condition }),
  });
  const toLambda = { StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } };

  it.each<{ when: string; statement: Statement; role: string; service: string; allowed: boolean }>([
    { when: 'to the service', statement: pass(toLambda), role: 'of-a-function', service: 'lambda', allowed: true },
    { when: 'to another service', statement: pass(toLambda), role: 'of-a-function', service: 'ec2', allowed: false },
    {
      when: 'and is another role',
      statement: pass(toLambda),
      role: 'administrator',
      service: 'lambda',
      allowed: false,
    },
    { when: 'to any service', statement: pass(), role: 'of-a-function', service: 'ec2', allowed: true },
  ])('$when → $allowed', ({ statement, role, service, allowed }) => {
    const question: Question = {
      action: 'iam:PassRole',
      resource: `arn:aws:iam::${ACCOUNT}:role/${role}`,
      context: { 'iam:PassedToService': `${service}.amazonaws.com` },
    };
    expect(decide({ ...question, identity: [statement] }).isAllowed).toBe(allowed);
  });
});
