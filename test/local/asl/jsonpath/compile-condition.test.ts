import { expect, it } from 'vitest';
import { Fields } from '../../../../local/asl/fields.ts';
import { compileCondition } from '../../../../local/asl/jsonpath/compile-condition.ts';

const input = {
  text: 'log-2026.txt',
  number: 5,
  other: 7,
  yes: true,
  none: null,
  at: '2026-01-05T10:00:00Z',
  noDay: '2026-02-30T10:00:00Z',
  noHour: '2026-01-05T24:00:00Z',
  later: '2026-01-05T11:00:00+00:30',
};

const isMet = (rule: object): boolean =>
  compileCondition(new Fields(rule, '/rule'))({ input, context: {}, variables: { five: 5 } }, input);

it.each([
  { rule: { Variable: '$.number', NumericEquals: 5 }, is: true },
  { rule: { Variable: '$.number', NumericGreaterThan: 5 }, is: false },
  { rule: { Variable: '$.number', NumericLessThanPath: '$.other' }, is: true },
  { rule: { Variable: '$five', NumericEqualsPath: '$.number' }, is: true },
  { rule: { Variable: '$.text', NumericEquals: 5 }, is: false },
  { rule: { Variable: '$.text', StringEquals: 'log-2026.txt' }, is: true },
  { rule: { Variable: '$.text', StringLessThan: 'm' }, is: true },
  { rule: { Variable: '$.text', StringMatches: 'log-*.txt' }, is: true },
  { rule: { Variable: '$.text', StringMatches: 'log-*?txt' }, is: false },
  { rule: { Variable: '$.text', StringMatches: 'log-\\*.txt' }, is: false },
  { rule: { Variable: '$.yes', BooleanEquals: true }, is: true },
  { rule: { Variable: '$.at', TimestampLessThan: '2026-01-05T10:00:01Z' }, is: true },
  { rule: { Variable: '$.later', TimestampGreaterThanPath: '$.at' }, is: true },
  { rule: { Variable: '$.at', IsTimestamp: true }, is: true },
  { rule: { Variable: '$.noDay', IsTimestamp: true }, is: false },
  { rule: { Variable: '$.noHour', IsTimestamp: true }, is: false },
  { rule: { Variable: '$.text', IsTimestamp: true }, is: false },
  { rule: { Variable: '$.none', IsNull: true }, is: true },
  { rule: { Variable: '$.none', IsPresent: true }, is: true },
  { rule: { Variable: '$.missing', IsPresent: false }, is: true },
  { rule: { Variable: '$.number', IsString: false }, is: true },
  { rule: { Not: { Variable: '$.number', NumericEquals: 5 } }, is: false },
  {
    rule: {
      And: [
        { Variable: '$.yes', BooleanEquals: true },
        { Variable: '$.none', IsNull: false },
      ],
    },
    is: false,
  },
  {
    rule: {
      Or: [
        { Variable: '$.yes', BooleanEquals: false },
        { Variable: '$.none', IsNull: true },
      ],
    },
    is: true,
  },
])('$rule is $is', ({ rule, is }) => {
  expect(isMet(rule)).toBe(is);
});

it('refuses to compare with a timestamp that is none', () => {
  expect(() => isMet({ Variable: '$.at', TimestampEquals: 'soon' })).toThrow('Expected a timestamp, found "soon"');
});

it('fails when the variable is not there', () => {
  expect(() => isMet({ Variable: '$.missing', NumericEquals: 1 })).toThrow('references an invalid value');
});
