import { operation } from '../../kernel.ts';
import { pageOf } from './page.ts';
import type { StatesModel } from './states-model.ts';

export interface ListStateMachinesInput {
  readonly maxResults?: number;
  readonly nextToken?: string;
}

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListStateMachines.html */
export const listStateMachines = (states: StatesModel) =>
  operation({
    authorize: (_input: ListStateMachinesInput) => [{ action: 'states:ListStateMachines', resource: '*' }],
    run: ({ maxResults, nextToken }) => {
      const page = pageOf([...states.stateMachines], maxResults, nextToken);
      return {
        stateMachines: page.items.map(({ arn, name, type, createdAtMs }) => ({
          stateMachineArn: arn,
          name,
          type,
          creationDate: new Date(createdAtMs),
        })),
        ...(page.nextToken === undefined ? {} : { nextToken: page.nextToken }),
      };
    },
  });
