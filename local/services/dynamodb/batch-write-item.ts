import { type Operation, operation } from '../../kernel.ts';
import {
  checkConstraints,
  listLengthProblem,
  optionProblems,
  requiredProblem,
  tableNameProblem,
} from './constraints.ts';
import { type ConsumedCapacity, indexWriteUnits, reportCapacity, writeUnits } from './consumed-capacity.ts';
import { dataPermissions } from './permissions.ts';
import { checkKeyWithin } from './tables/check-key.ts';
import type { Database } from './tables/database.ts';
import { validationError } from './validation-error.ts';
import { readItem } from './values/read-value.ts';
import { itemIdentity } from './writes/item-identity.ts';
import { planDelete } from './writes/plan-delete.ts';
import { planPut } from './writes/plan-put.ts';
import { type PlannedWrite, performWrite, type WriteOutcome } from './writes/planned-write.ts';

interface WriteRequest {
  readonly PutRequest?: { readonly Item: Readonly<Record<string, unknown>> };
  readonly DeleteRequest?: { readonly Key: Readonly<Record<string, unknown>> };
}

interface BatchWriteItemInput {
  readonly RequestItems: Readonly<Record<string, readonly WriteRequest[]>>;
  readonly ReturnConsumedCapacity?: string;
}

interface BatchWriteItemOutput {
  readonly UnprocessedItems: Readonly<Record<string, readonly WriteRequest[]>>;
  readonly ConsumedCapacity?: readonly ConsumedCapacity[];
}

const REQUESTS_MAX = 25;

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html */
export const batchWriteItem = (database: Database): Operation =>
  operation<BatchWriteItemInput, BatchWriteItemOutput>({
    authorize: (input) =>
      Object.entries(input.RequestItems ?? {}).flatMap(([TableName, requests]) => {
        const Keys = requests.map(({ PutRequest, DeleteRequest }) => PutRequest?.Item ?? DeleteRequest?.Key ?? {});
        return dataPermissions(database, 'BatchWriteItem', { TableName, Keys });
      }),
    run: (input) => {
      checkBatch(input);
      const planned = Object.entries(input.RequestItems).map(([TableName, requests]) =>
        planTable(database, TableName, requests),
      );
      const capacities = planned.flatMap((writes) => {
        const outcomes = writes.map(performWrite);
        return tableCapacity(input.ReturnConsumedCapacity, writes, outcomes) ?? [];
      });
      return { UnprocessedItems: {}, ...(capacities.length > 0 && { ConsumedCapacity: capacities }) };
    },
  });

const checkBatch = (input: BatchWriteItemInput): void => {
  checkConstraints(requiredProblem(input.RequestItems, 'requestItems'), ...optionProblems(input));
  const requests = Object.entries(input.RequestItems);
  checkConstraints(
    requests.length === 0
      ? "Value '{}' at 'requestItems' failed to satisfy constraint: Member must have length greater than or equal to 1"
      : undefined,
    ...requests.flatMap(([name, writes]) => [
      tableNameProblem(name),
      listLengthProblem(writes, `requestItems.${name}.member`, 1, REQUESTS_MAX),
    ]),
  );
  if (requests.reduce((count, [, writes]) => count + writes.length, 0) > REQUESTS_MAX) {
    throw validationError('Too many items requested for the BatchWriteItem call');
  }
};

/** The writes to one table, each to an item of its own. */
const planTable = (database: Database, name: string, requests: readonly WriteRequest[]): readonly PlannedWrite[] => {
  // What is wrong with a value is told before what is wrong with the batch.
  for (const { PutRequest, DeleteRequest } of requests) readItem(PutRequest?.Item ?? DeleteRequest?.Key ?? {});
  const identities = new Set<string>();
  return requests.map((request, index) => {
    const write = planRequest(database, name, request);
    if (identities.add(itemIdentity(write.table, write.key)).size > index) return write;
    throw validationError('Provided list of item keys contains duplicates');
  });
};

const planRequest = (database: Database, TableName: string, request: WriteRequest): PlannedWrite => {
  const { PutRequest, DeleteRequest } = request;
  if (PutRequest !== undefined && DeleteRequest === undefined) {
    return planPut(database, { TableName, Item: PutRequest.Item }, checkKeyWithin);
  }
  if (DeleteRequest !== undefined && PutRequest === undefined) {
    return planDelete(database, { TableName, Key: DeleteRequest.Key });
  }
  throw validationError(
    'Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes',
  );
};

const tableCapacity = (
  wish: string | undefined,
  [first]: readonly PlannedWrite[],
  outcomes: readonly WriteOutcome[],
): ConsumedCapacity | undefined => {
  if (first === undefined || wish === undefined) return undefined;
  const indexUnits = new Map<string, number>();
  for (const { before, after } of outcomes) {
    for (const [name, units] of indexWriteUnits(first.table, before, after)) {
      indexUnits.set(name, (indexUnits.get(name) ?? 0) + units);
    }
  }
  const units = outcomes.reduce((sum, { before, after }) => sum + writeUnits(before, after), 0);
  return reportCapacity(wish, { table: first.table, units, indexUnits });
};
