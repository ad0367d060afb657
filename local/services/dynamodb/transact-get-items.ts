import { type Operation, operation } from '../../kernel.ts';
import {
  checkConstraints,
  listLengthProblem,
  optionProblems,
  requiredProblem,
  tableNameProblem,
} from './constraints.ts';
import { type ConsumedCapacity, readUnits, reportCapacity } from './consumed-capacity.ts';
import { dataPermissions } from './permissions.ts';
import { answerItem } from './reads/answer-item.ts';
import { bindRequestProjection, type ProjectionInput } from './reads/bind-request-projection.ts';
import { checkKey } from './tables/check-key.ts';
import type { Database } from './tables/database.ts';
import type { Table } from './tables/table.ts';
import { validationError } from './validation-error.ts';
import type { Item } from './values/attribute-value.ts';
import { readItem } from './values/read-value.ts';
import { itemIdentity } from './writes/item-identity.ts';

interface Get extends ProjectionInput {
  readonly TableName: string;
  readonly Key: Readonly<Record<string, unknown>>;
}

interface TransactGetItemsInput {
  readonly TransactItems: readonly { readonly Get?: Get }[];
  readonly ReturnConsumedCapacity?: string;
}

interface TransactGetItemsOutput {
  readonly Responses: readonly { readonly Item?: Item }[];
  readonly ConsumedCapacity?: readonly ConsumedCapacity[];
}

const ACTIONS_MAX = 100;

/**
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactGetItems.html
 * Permission: dynamodb:GetItem for each item.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html
 */
export const transactGetItems = (database: Database): Operation =>
  operation<TransactGetItemsInput, TransactGetItemsOutput>({
    authorize: (input) =>
      (input.TransactItems ?? []).flatMap(({ Get }) =>
        Get === undefined ? [] : dataPermissions(database, 'GetItem', Get, 'TransactGetItems'),
      ),
    run: (input) => {
      checkConstraints(requiredProblem(input.TransactItems, 'transactItems'), ...optionProblems(input));
      checkConstraints(listLengthProblem(input.TransactItems, 'transactItems', 1, ACTIONS_MAX));
      const reads = input.TransactItems.map(({ Get }, index) => planGet(database, requireGet(Get, index)));
      const identities = reads.map(({ table, key }) => itemIdentity(table, key));
      if (new Set(identities).size < identities.length) {
        throw validationError('Transaction request cannot include multiple operations on one item');
      }
      const found = reads.map((read) => ({ ...read, stored: read.table.items.find(read.key) }));
      const capacities = [...new Set(reads.map(({ table }) => table))].flatMap((table) => {
        const ofTable = found.filter((read) => read.table === table);
        const units = ofTable.reduce((sum, { stored }) => sum + readUnits(stored?.sizeBytes ?? 0, 'transaction'), 0);
        return reportCapacity(input.ReturnConsumedCapacity, { table, units }) ?? [];
      });
      return {
        Responses: found.map(({ stored, projection }) =>
          stored === undefined ? {} : { Item: answerItem(stored.item, projection) },
        ),
        ...(capacities.length > 0 && { ConsumedCapacity: capacities }),
      };
    },
  });

const requireGet = (get: Get | undefined, index: number): Get => {
  if (get !== undefined) return get;
  throw validationError(
    `1 validation error detected: ${requiredProblem(get, `transactItems.${index + 1}.member.get`)}`,
  );
};

const planGet = (
  database: Database,
  get: Get,
): { readonly table: Table; readonly key: Item; readonly projection: ReturnType<typeof bindRequestProjection> } => {
  checkConstraints(tableNameProblem(get.TableName), requiredProblem(get.Key, 'key'));
  const key = readItem(get.Key);
  const projection = bindRequestProjection(get);
  const table = database.table(get.TableName);
  checkKey(table.definition.keys, key);
  return { table, key, projection };
};
