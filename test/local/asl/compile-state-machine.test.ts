import { describe, expect, it } from 'vitest';
import { compileStateMachine } from '../../../local/asl/compile-state-machine.ts';
import { AwsError } from '../../../local/kernel.ts';
import { fixedRandom } from './fixed-random.ts';

const compile = (states: unknown, more: object = {}): unknown =>
  compileStateMachine({ StartAt: 'A', States: states, ...more }, { nowMs: () => 0, random: fixedRandom() });
const processor = { StartAt: 'B', States: { B: { Type: 'Pass', End: true } } };
const map = (fields: object): object => ({ Type: 'Map', ItemProcessor: processor, ...fields, End: true });
const distributedMap = (fields: object): object => ({
  ...map(fields),
  ItemProcessor: { ...processor, ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' } },
});
const jsonata = { QueryLanguage: 'JSONata' };
const END = { Type: 'Succeed' };
const LONG = 'x'.repeat(81);
const choice = (rule: object): object => ({
  A: { Type: 'Choice', Choices: [{ Next: 'B', ...rule }], Default: 'B' },
  B: END,
});
const task = (fields: object): object => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::sqs:sendMessage',
  ...fields,
  End: true,
});

describe('a definition is refused with the place', () => {
  it.each([
    { when: 'a state has an unknown type', states: { A: { Type: 'Loop', End: true } }, says: '/States/A/Type' },
    {
      when: 'a field is unknown',
      states: { A: { Type: 'Pass', Outputs: {}, End: true } },
      says: "Field 'Outputs' is not supported at /States/A",
    },
    {
      when: 'a JSONata state has a field of JSONPath',
      states: { A: { Type: 'Pass', ...jsonata, ResultPath: '$.a', End: true } },
      says: "The QueryLanguage is set to 'JSONata', but field 'ResultPath' is only supported for the 'JSONPath' QueryLanguage at /States/A",
    },
    {
      when: 'a JSONPath state has a field of JSONata',
      states: { A: { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', Arguments: {}, End: true } },
      says: "The QueryLanguage is set to 'JSONPath', but field 'Arguments' is only supported for the 'JSONata' QueryLanguage",
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
    {
      when: 'a variable has the name of what is reserved',
      states: { A: { Type: 'Pass', Assign: { states: 1 }, End: true } },
      says: "Variable name 'states' is not valid at /States/A/Assign/states",
    },
    {
      when: 'a variable has a name that is no identifier',
      states: { A: { Type: 'Pass', Assign: { '1a.$': '$' }, End: true } },
      says: "Variable name '1a' is not valid",
    },
    {
      when: 'a variable has the name of one around',
      states: {
        A: { Type: 'Pass', Assign: { x: 1 }, Next: 'M' },
        M: map({ ItemProcessor: { StartAt: 'B', States: { B: { Type: 'Pass', Assign: { x: 2 }, End: true } } } }),
      },
      says: "Variable name 'x' is already used in an outer scope at /States/M/ItemProcessor/States/B/Assign/x",
    },
    {
      when: 'a heartbeat is no shorter than the timeout',
      states: {
        A: {
          Type: 'Task',
          Resource: 'arn:aws:states:::sqs:sendMessage',
          TimeoutSeconds: 5,
          HeartbeatSeconds: 5,
          End: true,
        },
      },
      says: 'less than TimeoutSeconds, which is 5',
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
      states: { A: { Type: 'Task', Resource: 'arn:aws:states:eu-west-1:1:workflow:x', End: true } },
      says: '/States/A/Resource',
    },
    {
      when: 'a wait has two ends',
      states: { A: { Type: 'Wait', Seconds: 1, SecondsPath: '$.s', End: true } },
      says: 'There should only be one of the following fields: [Seconds, SecondsPath, Timestamp, TimestampPath]',
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
      when: 'there are both Next and End',
      states: { A: { Type: 'Pass', Next: 'A', End: true } },
      says: 'There should only be one of the following fields: [Next, End] at /States/A',
    },
    {
      when: 'a Fail has an error twice',
      states: { A: { Type: 'Fail', Error: 'a', ErrorPath: '$.a' } },
      says: 'There should only be one of the following fields: [Error, ErrorPath] at /States/A',
    },
    {
      when: 'a map has less than nothing at a time',
      states: { A: map({ MaxConcurrency: -1 }) },
      says: 'Minimum value is 0 at /States/A/MaxConcurrency',
    },
    {
      when: 'a map tolerates more than all',
      states: { A: map({ ToleratedFailurePercentage: 101 }) },
      says: 'Maximum value is 100 at /States/A/ToleratedFailurePercentage',
    },
    {
      when: 'a processor has a query language',
      states: { A: { ...map({}), ItemProcessor: { ...processor, QueryLanguage: 'JSONata' } } },
      says: "Field 'QueryLanguage' is not supported at /States/A/ItemProcessor",
    },
    {
      when: 'an inline map writes results',
      states: { A: map({ ResultWriter: {} }) },
      says: 'ResultWriter needs a ProcessorConfig of Mode DISTRIBUTED',
    },
    {
      when: 'a label is long',
      states: { A: distributedMap({ Label: 'x'.repeat(41) }) },
      says: '/States/A/Label',
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
    { when: 'the name of a state is long', states: { A: { Type: 'Pass', Next: LONG }, [LONG]: END }, says: LONG },
    {
      when: 'two states have one name, wherever they are',
      states: {
        A: { Type: 'Pass', Next: 'B' },
        B: map({ ItemProcessor: { StartAt: 'A', States: { A: END } } }),
      },
      says: 'DUPLICATE_STATE_NAME: Duplicate State name: A at /States/B/ItemProcessor/States/A',
    },
    {
      when: 'a rule within a rule leads on',
      states: choice({ And: [{ Variable: '$.a', IsNull: true, Next: 'B' }] }),
      says: '/States/A/Choices[0]/And[0]',
    },
    { when: 'a rule has no tests', states: choice({ Or: [] }), says: 'at least one test, found []' },
    {
      when: 'a comment is no text',
      states: { A: { ...END, Comment: 1 } },
      says: 'Expected a string, found 1 at /States/A/Comment',
    },
    { when: 'the error of a Fail is no text', states: { A: { Type: 'Fail', Error: 1 } }, says: '/States/A/Error' },
    {
      when: 'a map has half an iteration at a time',
      states: { A: map({ MaxConcurrency: 1.5 }) },
      says: 'Expected an integer, found 1.5 at /States/A/MaxConcurrency',
    },
    ...[
      [{ Mode: 'OFFLINE' }, 'Expected INLINE or DISTRIBUTED, found "OFFLINE"'],
      [{ Mode: 'DISTRIBUTED' }, 'Expected STANDARD or EXPRESS, found nothing'],
      [{ Mode: 'DISTRIBUTED', ExecutionType: 'FAST' }, 'Expected STANDARD or EXPRESS, found "FAST"'],
    ].map(([config, says]) => ({
      when: `a processor has ${JSON.stringify(config)}`,
      states: { A: map({ ItemProcessor: { ...processor, ProcessorConfig: config } }) },
      says: String(says),
    })),
    {
      when: 'a map selects items in its new way and its old one',
      states: { A: map({ ItemSelector: {}, Parameters: {} }) },
      says: 'There should only be one of the following fields: [ItemSelector, Parameters]',
    },
    {
      when: 'a batch of a map is empty',
      states: { A: distributedMap({ ItemBatcher: { MaxItemsPerBatch: 0 } }) },
      says: 'Minimum value is 1 at /States/A/ItemBatcher/MaxItemsPerBatch',
    },
    {
      when: 'a batch of a map is larger than an input',
      states: { A: distributedMap({ ItemBatcher: { MaxInputBytesPerBatch: 262_145 } }) },
      says: 'Maximum value is 262144 at /States/A/ItemBatcher/MaxInputBytesPerBatch',
    },
    {
      when: 'a batch has one limit twice',
      states: { A: distributedMap({ ItemBatcher: { MaxItemsPerBatch: 1, MaxItemsPerBatchPath: '$.n' } }) },
      says: 'There should only be one of the following fields: [MaxItemsPerBatch, MaxItemsPerBatchPath]',
    },
    {
      when: 'the headers of a file are nowhere',
      states: {
        A: distributedMap({
          ItemReader: {
            Resource: 'arn:aws:states:::s3:getObject',
            ReaderConfig: { InputType: 'CSV', CSVHeaderLocation: 'LAST_ROW' },
          },
        }),
      },
      says: 'Expected FIRST_ROW or GIVEN, found "LAST_ROW"',
    },
    ...[
      { TimeoutSeconds: 0 },
      { TimeoutSeconds: 1.5 },
      { TimeoutSeconds: '5' },
      { TimeoutSeconds: 100_000_000 },
      { HeartbeatSeconds: 0 },
    ].map((limit) => ({
      when: `a task has ${JSON.stringify(limit)}`,
      states: { A: task(limit) },
      says: `/States/A/${Object.keys(limit)}`,
    })),
    ...[
      { IntervalSeconds: 0 },
      { IntervalSeconds: 1.5 },
      { MaxAttempts: 0.5 },
      { MaxAttempts: 100_000_000 },
      { MaxDelaySeconds: 31_622_400 },
      { BackoffRate: 0.9 },
    ].map((limit) => ({
      when: `a retrier has ${JSON.stringify(limit)}`,
      states: { A: task({ Retry: [{ ErrorEquals: ['A'], ...limit }] }) },
      says: `/States/A/Retry[0]/${Object.keys(limit)}`,
    })),
    ...[
      { IsPresent: 'true' },
      { BooleanEquals: 0 },
      { NumericLessThan: '5' },
      { StringEquals: 5 },
      { StringMatches: null },
      { TimestampEquals: 0 },
      { NumericEqualsPath: 5 },
    ].map((test) => ({
      when: `a choice compares with ${JSON.stringify(test)}`,
      states: choice({ Variable: '$.a', ...test }),
      says: `/States/A/Choices[0]/${Object.keys(test)}`,
    })),
  ])('when $when', ({ states, says }) => {
    expect(() => compile(states)).toThrow(says);
    expect(() => compile(states)).toThrow(expect.objectContaining({ code: 'InvalidDefinition' }));
  });

  it('when a JSONPath state is within a JSONata state machine', () => {
    const states = { A: { Type: 'Pass', QueryLanguage: 'JSONPath', End: true } };
    const says = "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine at /States/A";
    expect(() => compile(states, jsonata)).toThrow(says);
  });

  it.each([
    {
      when: 'a target is missing and a state is left over',
      states: { A: { Type: 'Pass', Next: 'C' }, B: { Type: 'Pass', End: true } },
      says: `MISSING_TRANSITION_TARGET: Missing 'Next' target: C at /States/A/Next, MISSING_TRANSITION_TARGET: State "B" is not reachable. at /States/B`,
    },
    {
      when: 'nothing ends the state machine, whatever is left over',
      states: {
        A: { Type: 'Pass', Next: 'B' },
        B: { Type: 'Pass', Next: 'A' },
        C: { Type: 'Pass', Next: 'A' },
      },
      says: 'MISSING_END_STATE: Workflow has no terminal state at null',
    },
    {
      when: 'the only target is missing',
      states: { A: { Type: 'Pass', Next: 'C' } },
      says: "MISSING_TRANSITION_TARGET: Missing 'Next' target: C at /States/A/Next, MISSING_END_STATE: Workflow has no terminal state at null",
    },
  ])('with all that is wrong with its transitions when $when', ({ states, says }) => {
    expect(() => compile(states)).toThrow(
      new AwsError('InvalidDefinition', `Invalid State Machine Definition: '${says}'`),
    );
  });

  it.each([
    { more: { Version: '2.0' }, says: 'Expected "1.0", found "2.0" at /Version' },
    { more: { TimeoutSeconds: 1.5 }, says: 'Expected an integer, found 1.5 at /TimeoutSeconds' },
  ])('when the state machine has $more', ({ more, says }) => {
    expect(() => compile({ A: END }, more)).toThrow(says);
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

it('takes the integrations and activities that a recorded execution may have', () => {
  const task = (Resource: string, more: object = {}): object => ({ Type: 'Task', Resource, ...more, Next: 'B' });
  for (const resource of [
    'arn:aws:states:eu-west-1:123456789012:activity:work',
    'arn:aws:states:::ecs:runTask.sync',
    'arn:aws:states:::glue:startJobRun',
    'arn:aws:states:::apigateway:invoke.waitForTaskToken',
  ]) {
    const states = { A: task(resource, { Credentials: { RoleArn: 'arn' } }), B: { Type: 'Succeed' } };
    expect(compile(states)).toMatchObject({ startAt: 'A' });
  }
});

it('gives the states within a JSONata map the language of the state machine', () => {
  const states = { A: { ...map({ Items: [1] }), ...jsonata } };
  expect(compile(states)).toMatchObject({ startAt: 'A' });
  const inner = { StartAt: 'B', States: { B: { Type: 'Pass', Output: 1, End: true } } };
  expect(() => compile({ A: { ...map({}), ...jsonata, ItemProcessor: inner } })).toThrow(
    "The QueryLanguage is set to 'JSONPath', but field 'Output'",
  );
});
