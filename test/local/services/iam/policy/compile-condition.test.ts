import { describe, expect, it } from 'vitest';
import { ACCOUNT, allow, decide, type Question, type Statement, tagged, variable, when } from './questions.ts';

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
      statement: when('NumericLessThanEquals', 'aws:EpochTime', '10'),
      context: { 'aws:EpochTime': '10' },
      allowed: true,
    },
    {
      when: 'a number is over the bound',
      statement: when('NumericLessThanEquals', 'aws:EpochTime', '10'),
      context: { 'aws:EpochTime': '11' },
      allowed: false,
    },
    {
      when: 'a number is no number',
      statement: when('NumericGreaterThan', 'aws:EpochTime', '10'),
      context: { 'aws:EpochTime': 'many' },
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
      when: 'none of the values is one that must not be',
      statement: when('ForAllValues:StringNotEquals', 'aws:TagKeys', ['x', 'y']),
      context: { 'aws:TagKeys': ['b', 'a'] },
      allowed: true,
    },
    {
      when: 'one of the values is one that must not be',
      statement: when('ForAllValues:StringNotEquals', 'aws:TagKeys', ['x', 'a']),
      context: { 'aws:TagKeys': ['b', 'a'] },
      allowed: false,
    },
    {
      when: 'one of the values may be though another must not',
      statement: when('ForAnyValue:StringNotEquals', 'aws:TagKeys', 'a'),
      context: { 'aws:TagKeys': ['b', 'a'] },
      allowed: true,
    },
    {
      when: 'a tag is asked for as wanted',
      statement: when('StringEquals', 'aws:RequestTag/team', 'web'),
      context: { 'aws:RequestTag/team': 'web' },
      allowed: true,
    },
    {
      when: 'a grant is for a service of AWS',
      statement: when('Bool', 'kms:GrantIsForAWSResource', true),
      context: { 'kms:GrantIsForAWSResource': 'true' },
      allowed: true,
    },
    {
      when: 'a grant is for somebody else',
      statement: when('Bool', 'kms:GrantIsForAWSResource', true),
      context: { 'kms:GrantIsForAWSResource': 'false' },
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
