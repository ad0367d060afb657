import { type Operation, operation } from '../../kernel.ts';
import { checkConstraints, tableNameProblem } from './constraints.ts';
import { tablePermissions } from './permissions.ts';
import type { Database } from './tables/database.ts';

interface TimeToLiveDescription {
  readonly TimeToLiveStatus: 'ENABLED' | 'DISABLED';
  readonly AttributeName?: string;
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeTimeToLive.html */
export const describeTimeToLive = (database: Database): Operation =>
  operation<{ readonly TableName: string }, { readonly TimeToLiveDescription: TimeToLiveDescription }>({
    authorize: ({ TableName }) => tablePermissions(database, 'DescribeTimeToLive', TableName),
    run: ({ TableName }) => {
      checkConstraints(tableNameProblem(TableName));
      const attribute = database.describe(TableName).definition.timeToLiveAttribute;
      return {
        TimeToLiveDescription:
          attribute === undefined
            ? { TimeToLiveStatus: 'DISABLED' }
            : { TimeToLiveStatus: 'ENABLED', AttributeName: attribute },
      };
    },
  });
