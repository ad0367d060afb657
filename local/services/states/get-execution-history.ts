import { operation } from '../../kernel.ts';
import { requireStandard } from './describe-execution.ts';
import { pageOf } from './page.ts';
import type { StatesModel } from './states-model.ts';

export interface GetExecutionHistoryInput {
  readonly executionArn: string;
  readonly maxResults?: number;
  readonly reverseOrder?: boolean;
  readonly nextToken?: string;
  readonly includeExecutionData?: boolean;
}

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_GetExecutionHistory.html */
export const getExecutionHistory = (states: StatesModel) =>
  operation({
    authorize: ({ executionArn }: GetExecutionHistoryInput) => [
      { action: 'states:GetExecutionHistory', resource: executionArn },
    ],
    run: ({ executionArn, maxResults, reverseOrder, nextToken, includeExecutionData = true }) => {
      requireStandard(executionArn);
      const events = states.execution(executionArn).history({ includeData: includeExecutionData });
      const page = pageOf(reverseOrder ? events.toReversed() : events, maxResults, nextToken);
      return { events: page.items, ...(page.nextToken === undefined ? {} : { nextToken: page.nextToken }) };
    },
  });
