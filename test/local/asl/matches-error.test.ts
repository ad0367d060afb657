import { expect, it } from 'vitest';
import { matchesError } from '../../../local/asl/matches-error.ts';
import { StatesError } from '../../../local/asl/states-error.ts';

const ofTask = new StatesError('DynamoDb.ConditionalCheckFailedException', 'no');
const timeout = new StatesError('States.Timeout', undefined);
const heartbeat = new StatesError('States.Timeout', undefined, { isHeartbeat: true });
const runtime = new StatesError('States.Runtime', 'bad path');
const largeResult = new StatesError('States.DataLimitExceeded', 'large');
const largeOutput = new StatesError('States.DataLimitExceeded', 'large', { isTerminal: true });
const nameless = new StatesError(undefined, undefined);

it.each([
  { says: 'a name takes the error of that name', names: [String(ofTask.error)], error: ofTask, is: true },
  { says: 'a name takes no other error', names: ['DynamoDb.Other'], error: ofTask, is: false },
  { says: 'a name is case-sensitive', names: ['dynamodb.conditionalcheckfailedexception'], error: ofTask, is: false },
  { says: 'one of several names is enough', names: ['A', 'States.Timeout'], error: timeout, is: true },
  { says: 'States.ALL takes any error', names: ['States.ALL'], error: ofTask, is: true },
  { says: 'States.ALL takes an error without a name', names: ['States.ALL'], error: nameless, is: true },
  { says: 'States.ALL does not take States.Runtime', names: ['States.ALL'], error: runtime, is: false },
  { says: 'nothing takes States.Runtime', names: ['States.Runtime'], error: runtime, is: false },
  { says: 'States.ALL takes a result that is too large', names: ['States.ALL'], error: largeResult, is: true },
  { says: 'nothing takes data that is too large between states', names: ['States.ALL'], error: largeOutput, is: false },
  { says: 'States.TaskFailed takes the error of a task', names: ['States.TaskFailed'], error: ofTask, is: true },
  { says: 'States.TaskFailed does not take a timeout', names: ['States.TaskFailed'], error: timeout, is: false },
  { says: 'States.Timeout takes a missed heartbeat', names: ['States.Timeout'], error: heartbeat, is: true },
  { says: 'States.HeartbeatTimeout takes it, too', names: ['States.HeartbeatTimeout'], error: heartbeat, is: true },
  {
    says: 'States.HeartbeatTimeout takes no other timeout',
    names: ['States.HeartbeatTimeout'],
    error: timeout,
    is: false,
  },
])('$says', ({ names, error, is }) => {
  expect(matchesError(names, error)).toBe(is);
});
