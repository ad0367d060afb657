import { type Operation, operation } from '../../kernel.ts';
import type { SchedulerModel } from './scheduler-model.ts';

export interface GetScheduleInput {
  readonly Name: string;
  readonly GroupName?: string;
}

/** GetSchedule, the part that tells when it runs: https://docs.aws.amazon.com/scheduler/latest/APIReference/API_GetSchedule.html */
export const getSchedule = (model: SchedulerModel): Operation =>
  operation<GetScheduleInput, Record<string, unknown>>({
    authorize: ({ Name, GroupName = 'default' }) => [
      { action: 'scheduler:GetSchedule', resource: model.arnOf(`schedule/${GroupName}/${Name}`) },
    ],
    run: ({ Name, GroupName }) => {
      const { arn, name, group, expression, timeZone, isEnabled, target } = model.find(Name, GroupName);
      return {
        Arn: arn,
        Name: name,
        GroupName: group,
        ScheduleExpression: expression,
        ScheduleExpressionTimezone: timeZone,
        State: isEnabled ? 'ENABLED' : 'DISABLED',
        Target: { Arn: target.arn, RoleArn: target.roleArn, Input: target.input },
      };
    },
  });
