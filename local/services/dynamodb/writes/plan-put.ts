import { refuseUselessAttributes, requestSubstitutions } from '../expressions/request-substitutions.ts';
import { checkIndexKeys, checkItemKey } from '../tables/check-key.ts';
import type { Database } from '../tables/database.ts';
import { readItem } from '../values/read-value.ts';
import { checkReturnsOld } from './check-returns-old.ts';
import { bindWriteCondition, checkItemSize, type PlannedWrite, type WriteInput } from './planned-write.ts';

export interface PutInput extends WriteInput {
  readonly Item: Readonly<Record<string, unknown>>;
  readonly ReturnValues?: string;
}

/**
 * Replace an item as a whole.
 *
 * @param checkKey what is said of an item without the key of its table depends on the operation
 * @throws `ValidationException`, `ResourceNotFoundException`
 */
export const planPut = (database: Database, input: PutInput, checkKey = checkItemKey): PlannedWrite => {
  const expressions = { ConditionExpression: input.ConditionExpression };
  refuseUselessAttributes(input, expressions);
  const item = readItem(input.Item);
  checkReturnsOld(input.ReturnValues);
  const substitutions = requestSubstitutions(input, expressions);
  const condition = bindWriteCondition(input, substitutions);
  substitutions.checkAllUsed();
  checkItemSize(item, 'Item size has exceeded the maximum allowed size');
  const table = database.table(input.TableName);
  checkKey(table.definition.keys, item);
  checkIndexKeys(table.definition.indexes, item);
  return {
    table,
    key: table.keyOf(item),
    condition,
    returnsOldOnFailure: input.ReturnValuesOnConditionCheckFailure === 'ALL_OLD',
    change: () => item,
  };
};
