import { operation } from '../../kernel.ts';
import type { StatesModel } from './states-model.ts';

export interface DescribeStateMachineInput {
  readonly stateMachineArn: string;
}

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeStateMachine.html */
export const describeStateMachine = (states: StatesModel) =>
  operation({
    authorize: ({ stateMachineArn }: DescribeStateMachineInput) => [
      { action: 'states:DescribeStateMachine', resource: stateMachineArn },
    ],
    run: ({ stateMachineArn }) => {
      const { arn, name, type, roleArn, definition, createdAtMs, loggingConfiguration, tracingConfiguration } =
        states.stateMachine(stateMachineArn);
      return {
        stateMachineArn: arn,
        name,
        status: 'ACTIVE',
        definition,
        roleArn,
        type,
        creationDate: new Date(createdAtMs),
        ...(loggingConfiguration === undefined ? {} : { loggingConfiguration }),
        ...(tracingConfiguration === undefined ? {} : { tracingConfiguration }),
      };
    },
  });
