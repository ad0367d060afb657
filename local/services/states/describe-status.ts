import type { Execution } from '../../asl/execution.ts';

/** What DescribeExecution and StartSyncExecution say of an execution; undefined members are left out on the wire. */
export const describeStatus = (execution: Execution) => {
  const { identity, status, startedAtMs, endedAtMs, input, output, error, cause } = execution;
  const hasOutput = status === 'SUCCEEDED';
  return {
    executionArn: identity.arn,
    stateMachineArn: identity.stateMachineArn,
    name: identity.name,
    status,
    startDate: new Date(startedAtMs),
    ...(endedAtMs === undefined ? {} : { stopDate: new Date(endedAtMs) }),
    input: JSON.stringify(input),
    inputDetails: { included: true },
    ...(hasOutput ? { output: JSON.stringify(output), outputDetails: { included: true } } : {}),
    ...(error === undefined ? {} : { error }),
    ...(cause === undefined ? {} : { cause }),
  };
};
