import { requestSubstitutions } from '../expressions/request-substitutions.ts';
import { checkIndexKeys, checkItemKey } from '../tables/check-key.ts';
import type { Database } from '../tables/database.ts';
import { readItem } from '../values/read-value.ts';
import { bindWriteCondition, checkItemSize, type PlannedWrite, type WriteInput } from './planned-write.ts';

export interface PutInput extends WriteInput {
  readonly Item: Readonly<Record<string, unknown>>;
}

/** Replace an item as a whole. @throws `ValidationException`, `ResourceNotFoundException` */
export const planPut = (database: Database, input: PutInput): PlannedWrite => {
  const item = readItem(input.Item);
  const substitutions = requestSubstitutions(input, { ConditionExpression: input.ConditionExpression });
  const condition = bindWriteCondition(input, substitutions);
  substitutions.checkAllUsed();
  checkItemSize(item, 'Item size has exceeded the maximum allowed size');
  const table = database.table(input.TableName);
  checkItemKey(table.definition.keys, item);
  checkIndexKeys(table.definition.indexes, item);
  return {
    table,
    key: table.keyOf(item),
    condition,
    returnsOldOnFailure: input.ReturnValuesOnConditionCheckFailure === 'ALL_OLD',
    change: () => item,
  };
};
