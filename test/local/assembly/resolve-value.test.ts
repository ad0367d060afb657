import { describe, expect, it } from 'vitest';
import { resolveValue } from '../../../local/assembly/resolve-value.ts';
import { NO_VALUE, type Scope } from '../../../local/assembly/scope.ts';

const refs: Record<string, unknown> = {
  Queue: 'queue-url',
  List: ['a', 'b'],
  'AWS::Region': 'eu-west-1',
  'AWS::NoValue': NO_VALUE,
};
const scope: Scope = {
  region: 'eu-west-1',
  ref: (name) => {
    if (Object.hasOwn(refs, name)) return refs[name];
    throw new Error(`there is no ${name}`);
  },
  attribute: (logicalId, name) => `${logicalId}/${name}`,
  condition: (name) => name === 'Yes',
  mapped: (...keys) => keys.join('+'),
  imported: (name) => `imported ${name}`,
  zones: (region) => [`${region}a`, `${region}b`],
};
const placeholder = (name: string): string => `\${${name}}`;

describe('a value is resolved', () => {
  it.each<{ when: string; value: unknown; resolved: unknown }>([
    { when: 'plain', value: { a: [1, true, null, 'x'] }, resolved: { a: [1, true, null, 'x'] } },
    { when: 'Ref', value: { Ref: 'Queue' }, resolved: 'queue-url' },
    {
      when: 'Ref to nothing, in an object and a list',
      value: { a: { Ref: 'AWS::NoValue' }, b: [{ Ref: 'AWS::NoValue' }, 1] },
      resolved: { b: [1] },
    },
    { when: 'GetAtt as a list', value: { 'Fn::GetAtt': ['Queue', 'Arn'] }, resolved: 'Queue/Arn' },
    { when: 'GetAtt as a text', value: { 'Fn::GetAtt': 'Queue.Nested.Arn' }, resolved: 'Queue/Nested.Arn' },
    { when: 'Join', value: { 'Fn::Join': ['-', ['a', { Ref: 'Queue' }, 3]] }, resolved: 'a-queue-url-3' },
    { when: 'Join of a list that is looked up', value: { 'Fn::Join': [',', { Ref: 'List' }] }, resolved: 'a,b' },
    {
      when: 'Sub',
      value: {
        'Fn::Sub': `${placeholder('Queue')}.${placeholder('Queue.Arn')}.${placeholder('!Queue')}.${placeholder('AWS::Region')}`,
      },
      resolved: `queue-url.Queue/Arn.${placeholder('Queue')}.eu-west-1`,
    },
    {
      when: 'Sub with variables',
      value: { 'Fn::Sub': [`${placeholder('x')}-${placeholder('Queue')}`, { x: { Ref: 'AWS::Region' } }] },
      resolved: 'eu-west-1-queue-url',
    },
    { when: 'Select', value: { 'Fn::Select': ['1', { 'Fn::GetAZs': '' }] }, resolved: 'eu-west-1b' },
    {
      when: 'GetAZs of a region',
      value: { 'Fn::GetAZs': { Ref: 'AWS::Region' } },
      resolved: ['eu-west-1a', 'eu-west-1b'],
    },
    { when: 'Split', value: { 'Fn::Select': [2, { 'Fn::Split': [':', 'a:b:c'] }] }, resolved: 'c' },
    {
      when: 'FindInMap',
      value: { 'Fn::FindInMap': ['Map', { Ref: 'AWS::Region' }, 'x'] },
      resolved: 'Map+eu-west-1+x',
    },
    { when: 'If that holds', value: { 'Fn::If': ['Yes', 1, { Ref: 'Missing' }] }, resolved: 1 },
    { when: 'If that does not', value: { a: { 'Fn::If': ['No', 1, { Ref: 'AWS::NoValue' }] } }, resolved: {} },
    { when: 'Base64', value: { 'Fn::Base64': 'text' }, resolved: 'dGV4dA==' },
    {
      when: 'Cidr',
      value: { 'Fn::Cidr': ['10.0.0.0/16', 3, 8] },
      resolved: ['10.0.0.0/24', '10.0.1.0/24', '10.0.2.0/24'],
    },
    { when: 'ImportValue', value: { 'Fn::ImportValue': { 'Fn::Join': ['', ['a', 'b']] } }, resolved: 'imported ab' },
    { when: 'Length', value: { 'Fn::Length': { Ref: 'List' } }, resolved: 2 },
    { when: 'ToJsonString', value: { 'Fn::ToJsonString': { a: { Ref: 'Queue' } } }, resolved: '{"a":"queue-url"}' },
    {
      when: 'And, Or, Not and Equals',
      value: {
        a: { 'Fn::And': [{ Condition: 'Yes' }, { 'Fn::Not': [{ Condition: 'No' }] }] },
        b: { 'Fn::Or': [{ 'Fn::Equals': [{ Ref: 'Queue' }, 'x'] }, { Condition: 'No' }] },
      },
      resolved: { a: true, b: false },
    },
    {
      when: 'a key named Condition, as policies have it',
      value: { Condition: { Bool: { x: 'true' } } },
      resolved: { Condition: { Bool: { x: 'true' } } },
    },
  ])('$when', ({ value, resolved }) => {
    expect(resolveValue(value, scope)).toEqual(resolved);
  });
});

describe('a value is refused', () => {
  it.each<{ when: string; value: unknown; message: string }>([
    {
      when: 'its function is not known',
      value: { 'Fn::Transform': {} },
      message: 'the intrinsic function Fn::Transform is not known',
    },
    {
      when: 'its function has the name of something every object has',
      value: { 'Fn::constructor': [] },
      message: 'Fn::constructor is not known',
    },
    {
      when: 'a function does not stand alone',
      value: { Ref: 'Queue', other: 1 },
      message: 'Ref stands beside 1 other keys',
    },
    { when: 'a reference leads nowhere', value: { a: [{ Ref: 'Missing' }] }, message: 'there is no Missing' },
    { when: 'Join has one argument', value: { 'Fn::Join': ['-'] }, message: 'it must have a list of 2' },
    { when: 'Join has an object', value: { 'Fn::Join': ['-', [{ a: 1 }]] }, message: 'where a text must be' },
    { when: 'Select is beyond the list', value: { 'Fn::Select': [5, ['a']] }, message: 'item 5 of a list of 1' },
    { when: 'Sub has a list', value: { 'Fn::Sub': placeholder('List') }, message: 'it must be a text' },
    { when: 'Cidr asks for too much', value: { 'Fn::Cidr': ['10.0.0.0/24', 2, 8] }, message: 'does not hold them' },
    { when: 'a condition is none', value: { 'Fn::Not': [{ a: 1 }] }, message: 'is no condition' },
    { when: 'it is a dynamic reference', value: '{{resolve:ssm:/x}}', message: 'is not resolved here' },
  ])('when $when', ({ value, message }) => {
    expect(() => resolveValue(value, scope)).toThrow(message);
  });
});
