import { type Operation, operation } from '../../kernel.ts';
import {
  checkConstraints,
  listLengthProblem,
  optionProblems,
  requiredProblem,
  tableNameProblem,
} from './constraints.ts';
import { type ConsumedCapacity, readUnits, reportCapacity } from './consumed-capacity.ts';
import { refuseLegacyParameters } from './legacy-parameters.ts';
import { dataPermissions } from './permissions.ts';
import { answerItem } from './reads/answer-item.ts';
import { bindRequestProjection, type ProjectionInput } from './reads/bind-request-projection.ts';
import { checkKey, refuseNestedKeys } from './tables/check-key.ts';
import type { Database } from './tables/database.ts';
import type { Table } from './tables/table.ts';
import { validationError } from './validation-error.ts';
import type { Item } from './values/attribute-value.ts';
import { readItem } from './values/read-value.ts';
import { itemIdentity } from './writes/item-identity.ts';

type Key = Readonly<Record<string, unknown>>;

interface KeysAndAttributes extends ProjectionInput {
  readonly Keys: readonly Key[];
  readonly ConsistentRead?: boolean;
}

interface BatchGetItemInput {
  readonly RequestItems: Readonly<Record<string, KeysAndAttributes>>;
  readonly ReturnConsumedCapacity?: string;
}

interface BatchGetItemOutput {
  readonly Responses: Readonly<Record<string, readonly Item[]>>;
  readonly UnprocessedKeys: Readonly<Record<string, KeysAndAttributes>>;
  readonly ConsumedCapacity?: readonly ConsumedCapacity[];
}

const KEYS_MAX = 100;
/** "A single operation can retrieve up to 16 MB of data"; what exceeds it is left unprocessed. */
const RESPONSE_MAX_BYTES = 16 * 1024 * 1024;

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html */
export const batchGetItem = (database: Database): Operation =>
  operation<BatchGetItemInput, BatchGetItemOutput>({
    authorize: (input) =>
      Object.entries(input.RequestItems ?? {}).flatMap(([TableName, request]) =>
        dataPermissions(database, 'BatchGetItem', { TableName, ...request }),
      ),
    run: (input) => {
      checkBatch(database, input);
      const reads = Object.entries(input.RequestItems).map(([name, request]) => planTable(database, name, request));
      const responses: Record<string, readonly Item[]> = {};
      const unprocessed: Record<string, KeysAndAttributes> = {};
      const capacities: ConsumedCapacity[] = [];
      let budgetBytes = RESPONSE_MAX_BYTES;
      for (const read of reads) {
        const found = readTable(read, budgetBytes);
        budgetBytes -= found.sizeBytes;
        responses[read.name] = found.items;
        if (found.leftKeys.length > 0) unprocessed[read.name] = { ...read.request, Keys: found.leftKeys };
        const capacity = reportCapacity(input.ReturnConsumedCapacity, { table: read.table, units: found.units });
        if (capacity !== undefined) capacities.push(capacity);
      }
      return {
        Responses: responses,
        UnprocessedKeys: unprocessed,
        ...(capacities.length > 0 && { ConsumedCapacity: capacities }),
      };
    },
  });

interface TableRead {
  readonly name: string;
  readonly request: KeysAndAttributes;
  readonly table: Table;
  readonly keys: readonly Item[];
  readonly projection: ReturnType<typeof bindRequestProjection>;
}

const checkBatch = (database: Database, input: BatchGetItemInput): void => {
  checkConstraints(requiredProblem(input.RequestItems, 'requestItems'), ...optionProblems(input));
  const requests = Object.entries(input.RequestItems);
  checkConstraints(requests.length === 0 ? emptyRequests() : undefined);
  checkConstraints(
    ...requests.flatMap(([name, { Keys }]) => [
      tableNameProblem(name),
      requiredProblem(Keys, `requestItems.${name}.member.keys`),
      listLengthProblem(Keys ?? [], `requestItems.${name}.member.keys`, Keys === undefined ? 0 : 1, KEYS_MAX),
    ]),
  );
  for (const [, request] of requests) refuseLegacyParameters(database, 'BatchGetItem', request);
  if (requests.reduce((count, [, { Keys }]) => count + Keys.length, 0) > KEYS_MAX) {
    throw validationError('Too many items requested for the BatchGetItem call');
  }
};

const emptyRequests = (): string =>
  "Value '{}' at 'requestItems' failed to satisfy constraint: Member must have length greater than or equal to 1";

const planTable = (database: Database, name: string, request: KeysAndAttributes): TableRead => {
  const keys = request.Keys.map(readItem);
  const projection = bindRequestProjection(request);
  const table = database.table(name);
  for (const key of keys) checkKey(table.definition.keys, key);
  if (new Set(keys.map((key) => itemIdentity(table, key))).size < keys.length) {
    throw validationError('Provided list of item keys contains duplicates');
  }
  refuseNestedKeys(table.definition, projection ?? []);
  return { name, request, table, keys, projection };
};

const readTable = ({ request, table, keys, projection }: TableRead, budgetBytes: number) => {
  const items: Item[] = [];
  const leftKeys: Key[] = [];
  let sizeBytes = 0;
  let units = 0;
  for (const [index, key] of keys.entries()) {
    const found = table.items.find(key);
    const foundBytes = found?.sizeBytes ?? 0;
    if (sizeBytes + foundBytes > budgetBytes) {
      leftKeys.push(request.Keys[index] as Key);
      continue;
    }
    sizeBytes += foundBytes;
    units += readUnits(foundBytes, request.ConsistentRead === true ? 'strong' : 'eventual');
    if (found !== undefined) items.push(answerItem(found.item, projection));
  }
  return { items, leftKeys, sizeBytes, units };
};
