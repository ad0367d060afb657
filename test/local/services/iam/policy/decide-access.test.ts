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
    {
      when: 'a variable is on no request',
      statement: allow({ Resource: `arn:aws:s3:::${variable('aws:username')}` }),
      message: 'the policy variable aws:username',
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
