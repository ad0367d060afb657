import { describe, expect, it } from 'vitest';
import { compileStateMachine } from '../../../local/asl/compile-state-machine.ts';
import { fixedRandom } from './fixed-random.ts';

const compile = (states: unknown, more: object = {}): unknown =>
  compileStateMachine({ StartAt: 'A', States: states, ...more }, { nowMs: () => 0, random: fixedRandom() });
const jsonata = { QueryLanguage: 'JSONata' };

describe('a definition is refused with the place', () => {
  it.each([
    { when: 'a state has an unknown type', states: { A: { Type: 'Loop', End: true } }, says: '/States/A/Type' },
    {
      when: 'a field is unknown',
      states: { A: { Type: 'Pass', Outputs: {}, End: true } },
      says: 'Field "Outputs" is not supported here, allowed are',
    },
    {
      when: 'a JSONata state has a field of JSONPath',
      states: { A: { Type: 'Pass', ...jsonata, ResultPath: '$.a', End: true } },
      says: 'Field "ResultPath" is not supported',
    },
    {
      when: 'a JSONPath state has a field of JSONata',
      states: { A: { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', Arguments: {}, End: true } },
      says: 'Field "Arguments" is not supported',
    },
    {
      when: 'an expression does not parse',
      states: { A: { Type: 'Pass', ...jsonata, Output: { a: '{% 1 + %}' }, End: true } },
      says: '/States/A/Output/a',
    },
    {
      when: 'a path does not parse',
      states: { A: { Type: 'Pass', InputPath: '$.a[', End: true } },
      says: '/States/A/InputPath',
    },
    {
      when: 'an intrinsic function is unknown',
      states: { A: { Type: 'Pass', Parameters: { 'a.$': 'States.Sum(1)' }, End: true } },
      says: '/States/A/Parameters/a.$',
    },
    { when: 'Next leads nowhere', states: { A: { Type: 'Pass', Next: 'B' } }, says: '/States/A/Next' },
    {
      when: 'a catcher leads nowhere',
      states: {
        A: {
          Type: 'Task',
          Resource: 'arn:aws:states:::sqs:sendMessage',
          Catch: [{ ErrorEquals: ['States.ALL'], Next: 'B' }],
          End: true,
        },
      },
      says: '/States/A/Catch[0]/Next',
    },
    { when: 'there is neither Next nor End', states: { A: { Type: 'Pass' } }, says: 'either Next, or End' },
    {
      when: 'the resource is no integration',
      states: { A: { Type: 'Task', Resource: 'arn:aws:states:eu-west-1:1:activity:x', End: true } },
      says: '/States/A/Resource',
    },
    {
      when: 'a wait has two ends',
      states: { A: { Type: 'Wait', Seconds: 1, SecondsPath: '$.s', End: true } },
      says: 'exactly one of Seconds and Timestamp',
    },
    {
      when: 'a wait is negative',
      states: { A: { Type: 'Wait', Seconds: -1, End: true } },
      says: '/States/A/Seconds',
    },
    {
      when: 'a comparison is unknown',
      states: { A: { Type: 'Choice', Choices: [{ Variable: '$.a', NumericIs: 1, Next: 'A' }] } },
      says: 'Comparison "NumericIs" is not known',
    },
    {
      when: 'a branch within has a mistake',
      states: {
        A: { Type: 'Parallel', Branches: [{ StartAt: 'B', States: { B: { Type: 'Pass', Next: 'A' } } }], End: true },
      },
      says: '/States/A/Branches[0]/States/B/Next',
    },
    {
      when: 'States.ALL is not in the last catcher',
      states: {
        A: {
          Type: 'Task',
          Resource: 'arn:aws:states:::sqs:sendMessage',
          Catch: [
            { ErrorEquals: ['States.ALL'], Next: 'A' },
            { ErrorEquals: ['Busy'], Next: 'A' },
          ],
          End: true,
        },
      },
      says: 'States.ALL alone and last',
    },
    {
      when: 'an optimized integration does not exist',
      states: { A: { Type: 'Task', Resource: 'arn:aws:states:::dynamodb:query', End: true } },
      says: '/States/A/Resource',
    },
    {
      when: 'a jitter strategy is unknown',
      states: {
        A: {
          Type: 'Task',
          Resource: 'arn:aws:states:::sqs:sendMessage',
          Retry: [{ ErrorEquals: ['A'], JitterStrategy: 'HALF' }],
          End: true,
        },
      },
      says: '/States/A/Retry[0]/JitterStrategy',
    },
  ])('when $when', ({ states, says }) => {
    expect(() => compile(states)).toThrow(says);
    expect(() => compile(states)).toThrow(expect.objectContaining({ code: 'InvalidDefinition' }));
  });

  it('when a JSONPath state is within a JSONata state machine', () => {
    const states = { A: { Type: 'Pass', QueryLanguage: 'JSONPath', End: true } };
    expect(() => compile(states, jsonata)).toThrow('/States/A/QueryLanguage');
  });

  it('when StartAt is missing', () => {
    expect(() => compile({ B: { Type: 'Succeed' } })).toThrow('/StartAt');
  });
});

it('takes comments everywhere', () => {
  const rule = { Variable: '$.a', IsNull: true, Next: 'B', Comment: 'c' };
  const states = { A: { Type: 'Choice', Choices: [rule], Comment: 'c' }, B: { Type: 'Succeed' } };
  expect(compile(states, { Comment: 'c' })).toMatchObject({ startAt: 'A' });
});
