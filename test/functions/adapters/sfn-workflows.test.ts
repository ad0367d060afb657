import { ExecutionAlreadyExists, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { SfnWorkflows } from '../../../functions/adapters/sfn-workflows.ts';

const sfn = new SFNClient({ region: 'eu-west-1' });
const client = mockClient(sfn);
const ARN = 'arn:aws:states:eu-west-1:123456789012:stateMachine:rubato-demo-sleep-environment';
const workflows = new SfnWorkflows(sfn, { 'sleep-environment': ARN });
const INPUT = {
  environmentId: 'staging',
  epoch: 1,
  attempt: 1,
  reason: 'schedule-stops',
  lookSeconds: 15,
  stageDeadlineSeconds: 900,
  leaseSeconds: 300,
};

describe('starting an execution', () => {
  beforeEach(() => client.reset());

  it('names the state machine, the execution and its input', async () => {
    client.on(StartExecutionCommand).resolves({});
    await workflows.start('sleep-environment', 'staging-1-1', INPUT);
    const [call] = client.commandCalls(StartExecutionCommand);
    expect(call?.args[0].input).toEqual({ stateMachineArn: ARN, name: 'staging-1-1', input: JSON.stringify(INPUT) });
  });

  it('that was started before is success', async () => {
    client.on(StartExecutionCommand).rejects(new ExecutionAlreadyExists({ message: 'exists', $metadata: {} }));
    await expect(workflows.start('sleep-environment', 'staging-1-1', INPUT)).resolves.toBeUndefined();
  });

  it('that fails is an error', async () => {
    client.on(StartExecutionCommand).rejects(new Error('throttled'));
    await expect(workflows.start('sleep-environment', 'staging-1-1', INPUT)).rejects.toThrow('throttled');
  });

  it('of a state machine that the stack did not name says which ones it did', async () => {
    await expect(workflows.start('wake-environment', 'staging-1-1', INPUT)).rejects.toMatchObject({
      name: 'VariableMissing',
      message: 'STATE_MACHINE_ARNS names sleep-environment, must name wake-environment',
    });
  });
});
