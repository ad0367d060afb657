import { type Operation, operation } from '../../kernel.ts';
import { keySelectionPermissions, tablePermissions } from './permissions.ts';
import type { Database } from './tables/database.ts';
import { defineTable, type TableInput } from './tables/define-table.ts';
import { describeTableState } from './tables/describe-table-state.ts';
import { kmsKeyArnOf } from './tables/kms-key-arn.ts';

/** How long a table is being created or deleted; AWS says no more than "asynchronous". */
export const TABLE_CHANGE_MS = 5_000;

/**
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateTable.html
 * A customer managed key must be usable by whoever selects it.
 */
export const createTable = (database: Database): Operation =>
  operation<TableInput, { readonly TableDescription: object }>({
    authorize: (input) => {
      const keyId = input.SSESpecification?.KMSMasterKeyId;
      const { kernel } = database;
      return [
        ...tablePermissions(database, 'CreateTable', input.TableName),
        ...(keyId === undefined ? [] : keySelectionPermissions(kernel, kmsKeyArnOf(kernel)(keyId), input.TableName)),
      ];
    },
    run: (input) => {
      const table = database.create(defineTable(input, kmsKeyArnOf(database.kernel)));
      database.kernel.clock.after(TABLE_CHANGE_MS, () => {
        table.status = 'ACTIVE';
      });
      return { TableDescription: describeTableState(table) };
    },
  });
