import { type Operation, operation } from '../../kernel.ts';
import { checkConstraints, tableNameProblem } from './constraints.ts';
import { tablePermissions } from './permissions.ts';
import type { Database } from './tables/database.ts';
import { describeTableState } from './tables/describe-table-state.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeTable.html */
export const describeTable = (database: Database): Operation =>
  operation<{ readonly TableName: string }, { readonly Table: object }>({
    authorize: ({ TableName }) => tablePermissions(database, 'DescribeTable', TableName),
    run: ({ TableName }) => {
      checkConstraints(tableNameProblem(TableName));
      return { Table: describeTableState(database.describe(TableName)) };
    },
  });
