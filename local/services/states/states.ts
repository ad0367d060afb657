import type { Authorizer, Kernel, ServiceModule } from '../../kernel.ts';
import { checkingObservation } from './check-observation.ts';
import { describeExecution } from './describe-execution.ts';
import { describeStateMachine } from './describe-state-machine.ts';
import { getExecutionHistory } from './get-execution-history.ts';
import { listExecutions } from './list-executions.ts';
import { listStateMachines } from './list-state-machines.ts';
import { sendTaskFailure } from './send-task-failure.ts';
import { sendTaskHeartbeat } from './send-task-heartbeat.ts';
import { sendTaskSuccess } from './send-task-success.ts';
import { startExecution } from './start-execution.ts';
import { startSyncExecution } from './start-sync-execution.ts';
import { stateMachineResource } from './state-machine-resource.ts';
import { StatesModel } from './states-model.ts';
import { stopExecution } from './stop-execution.ts';

/** Step Functions, with the model for whoever wants to look at executions without a call. */
export type States = ServiceModule & { readonly model: StatesModel };

/** @param authorizer is asked what the role of a new state machine may log and trace. Default: nobody is */
export const createStates = (kernel: Kernel, authorizer: Authorizer = { check: () => undefined }): States => {
  const model = new StatesModel(kernel);
  return {
    model,
    service: {
      name: 'states',
      integration: { name: 'sfn', errorPrefix: 'Sfn' },
      operations: {
        DescribeExecution: describeExecution(model),
        DescribeStateMachine: describeStateMachine(model),
        GetExecutionHistory: getExecutionHistory(model),
        ListExecutions: listExecutions(model),
        ListStateMachines: listStateMachines(model),
        SendTaskFailure: sendTaskFailure(model),
        SendTaskHeartbeat: sendTaskHeartbeat(model),
        SendTaskSuccess: sendTaskSuccess(model),
        StartExecution: startExecution(model),
        StartSyncExecution: startSyncExecution(model),
        StopExecution: stopExecution(model),
      },
    },
    resources: [checkingObservation(stateMachineResource(kernel, model), authorizer)],
  };
};
