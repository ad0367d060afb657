import type { Execution, ExecutionStatus } from '../../asl/execution.ts';
import type { Kernel } from '../../kernel.ts';

/** https://docs.aws.amazon.com/step-functions/latest/dg/procedure-cw-metrics.html */
const METRICS: Readonly<Record<ExecutionStatus, string>> = {
  RUNNING: 'ExecutionsStarted',
  SUCCEEDED: 'ExecutionsSucceeded',
  FAILED: 'ExecutionsFailed',
  TIMED_OUT: 'ExecutionsTimedOut',
  ABORTED: 'ExecutionsAborted',
};

/** Tell of an execution that has started or ended: journal, metric and, for standard workflows, an event. */
export const publishExecution = (kernel: Kernel, type: 'STANDARD' | 'EXPRESS', execution: Execution): void => {
  const { identity, status, startedAtMs, endedAtMs } = execution;
  const { name, stateMachineArn, stateMachineName } = identity;
  const { error, cause } = execution;
  kernel.journal.note('execution', stateMachineName, {
    name,
    status,
    ...(error === undefined ? {} : { error }),
    ...(cause === undefined ? {} : { cause }),
  });
  const dimensions = { StateMachineArn: stateMachineArn };
  kernel.measure({ namespace: 'AWS/States', name: METRICS[status], dimensions, value: 1 });
  if (endedAtMs !== undefined) {
    kernel.measure({ namespace: 'AWS/States', name: 'ExecutionTime', dimensions, value: endedAtMs - startedAtMs });
  }
  if (type === 'STANDARD') emitStatusChange(kernel, execution);
};

/** https://docs.aws.amazon.com/step-functions/latest/dg/cw-events.html */
const MAXIMUM_PAYLOAD_BYTES = 248 * 1024;

/**
 * https://docs.aws.amazon.com/step-functions/latest/dg/cw-events.html
 * A payload that is too large for an event is left out, the input first. Unverified: the members about redrives.
 */
const emitStatusChange = (kernel: Kernel, execution: Execution): void => {
  const { identity, status, startedAtMs, endedAtMs, input, output, error, cause } = execution;
  const hasOutput = status === 'SUCCEEDED';
  const outputText = hasOutput ? JSON.stringify(output) : null;
  const inputText = JSON.stringify(input);
  const outputFits = escapedBytes(outputText) <= MAXIMUM_PAYLOAD_BYTES;
  const bothFit = escapedBytes(inputText) + escapedBytes(outputText) <= MAXIMUM_PAYLOAD_BYTES;
  kernel.emit({
    source: 'aws.states',
    detailType: 'Step Functions Execution Status Change',
    resources: [identity.arn],
    detail: {
      executionArn: identity.arn,
      stateMachineArn: identity.stateMachineArn,
      name: identity.name,
      status,
      startDate: startedAtMs,
      stopDate: endedAtMs ?? null,
      input: bothFit ? inputText : null,
      output: outputFits ? outputText : null,
      inputDetails: { included: bothFit },
      outputDetails: hasOutput ? { included: outputFits } : null,
      error: error ?? null,
      cause: cause ?? null,
      stateMachineVersionArn: null,
      stateMachineAliasArn: null,
      redriveCount: 0,
      redriveDate: null,
      redriveStatus: status === 'RUNNING' || hasOutput ? 'NOT_REDRIVABLE' : 'REDRIVABLE',
      redriveStatusReason: null,
    },
  });
};

/** The size of a text as a string within JSON. */
const escapedBytes = (text: string | null): number => (text === null ? 0 : Buffer.byteLength(JSON.stringify(text)));
