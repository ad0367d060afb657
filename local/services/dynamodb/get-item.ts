import { type Operation, operation } from '../../kernel.ts';
import { checkConstraints, optionProblems, requiredProblem, tableNameProblem } from './constraints.ts';
import { type ConsumedCapacity, readUnits, reportCapacity } from './consumed-capacity.ts';
import { refuseLegacyParameters } from './legacy-parameters.ts';
import { dataPermissions } from './permissions.ts';
import { answerItem } from './reads/answer-item.ts';
import { bindRequestProjection, type ProjectionInput } from './reads/bind-request-projection.ts';
import { checkKey, refuseNestedKeys } from './tables/check-key.ts';
import type { Database } from './tables/database.ts';
import type { Item } from './values/attribute-value.ts';
import { readItem } from './values/read-value.ts';

interface GetItemInput extends ProjectionInput {
  readonly TableName: string;
  readonly Key: Readonly<Record<string, unknown>>;
  readonly ConsistentRead?: boolean;
  readonly ReturnConsumedCapacity?: string;
}

interface GetItemOutput {
  readonly Item?: Item;
  readonly ConsumedCapacity?: ConsumedCapacity;
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_GetItem.html */
export const getItem = (database: Database): Operation =>
  operation<GetItemInput, GetItemOutput>({
    authorize: (input) => dataPermissions(database, 'GetItem', input),
    run: (input) => {
      refuseLegacyParameters(database, 'GetItem', input);
      checkConstraints(tableNameProblem(input.TableName), requiredProblem(input.Key, 'key'), ...optionProblems(input));
      const key = readItem(input.Key);
      const projection = bindRequestProjection(input);
      const table = database.table(input.TableName);
      checkKey(table.definition.keys, key);
      refuseNestedKeys(table.definition, projection ?? []);
      const found = table.items.find(key);
      const units = readUnits(found?.sizeBytes ?? 0, input.ConsistentRead === true ? 'strong' : 'eventual');
      const capacity = reportCapacity(input.ReturnConsumedCapacity, { table, units });
      return {
        ...(found !== undefined && { Item: answerItem(found.item, projection) }),
        ...(capacity !== undefined && { ConsumedCapacity: capacity }),
      };
    },
  });
