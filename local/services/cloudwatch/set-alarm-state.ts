import { AwsError, type Kernel, operation } from '../../kernel.ts';
import type { AlarmModel } from './alarm-model.ts';
import type { AlarmState } from './evaluate-alarm.ts';

export interface SetAlarmStateInput {
  readonly AlarmName: string;
  readonly StateValue: string;
  readonly StateReason: string;
  readonly StateReasonData?: string;
}

const STATES: readonly AlarmState[] = ['OK', 'ALARM', 'INSUFFICIENT_DATA'];

/** Lasts until the next evaluation: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_SetAlarmState.html */
export const setAlarmState = (kernel: Kernel, model: AlarmModel) =>
  operation({
    authorize: (input: SetAlarmStateInput) => {
      const { partition, region, account } = kernel;
      const tags = Object.entries(model.alarm(input.AlarmName)?.tags ?? {});
      return [
        {
          action: 'cloudwatch:SetAlarmState',
          resource: `arn:${partition}:cloudwatch:${region}:${account}:alarm:${input.AlarmName}`,
          context: Object.fromEntries(tags.map(([key, value]) => [`aws:ResourceTag/${key}`, value])),
        },
      ];
    },
    run: (input) => {
      const value = STATES.find((state) => state === input.StateValue);
      if (value === undefined) {
        throw new AwsError(
          'ValidationError',
          `StateValue is ${input.StateValue}; it must be one of ${STATES.join(', ')}`,
        );
      }
      model.setState(input.AlarmName, { value, reason: input.StateReason, reasonData: input.StateReasonData });
      return {};
    },
  });
