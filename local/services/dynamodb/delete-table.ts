import { AwsError, type Operation, operation } from '../../kernel.ts';
import { checkConstraints, tableNameProblem } from './constraints.ts';
import { TABLE_CHANGE_MS } from './create-table.ts';
import { tablePermissions } from './permissions.ts';
import type { Database } from './tables/database.ts';
import { describeTableState } from './tables/describe-table-state.ts';
import { validationError } from './validation-error.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DeleteTable.html */
export const deleteTable = (database: Database): Operation =>
  operation<{ readonly TableName: string }, { readonly TableDescription: object }>({
    authorize: ({ TableName }) => tablePermissions(database, 'DeleteTable', TableName),
    run: ({ TableName }) => {
      checkConstraints(tableNameProblem(TableName));
      const table = database.describe(TableName);
      if (table.status !== 'ACTIVE') {
        const state = table.status === 'CREATING' ? 'created' : 'deleted';
        throw new AwsError(
          'ResourceInUseException',
          `Attempt to change a resource which is still in use: Table is being ${state}: ${table.definition.name}`,
        );
      }
      if (table.definition.isProtected) {
        throw validationError(
          'Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.',
        );
      }
      table.status = 'DELETING';
      database.kernel.clock.after(TABLE_CHANGE_MS, () => database.remove(table));
      return { TableDescription: describeTableState(table) };
    },
  });
