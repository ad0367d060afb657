import { refuseUselessAttributes, requestSubstitutions } from '../expressions/request-substitutions.ts';
import { checkKey } from '../tables/check-key.ts';
import type { Database } from '../tables/database.ts';
import { readItem } from '../values/read-value.ts';
import { bindWriteCondition, type PlannedWrite, type WriteInput } from './planned-write.ts';

export interface KeyInput extends WriteInput {
  readonly Key: Readonly<Record<string, unknown>>;
}

/** Only look whether a condition holds. @throws `ValidationException`, `ResourceNotFoundException` */
export const planCheck = (database: Database, input: KeyInput): PlannedWrite => {
  const expressions = { ConditionExpression: input.ConditionExpression };
  refuseUselessAttributes(input, expressions);
  const key = readItem(input.Key);
  const substitutions = requestSubstitutions(input, expressions);
  const condition = bindWriteCondition(input, substitutions);
  substitutions.checkAllUsed();
  const table = database.table(input.TableName);
  checkKey(table.definition.keys, key);
  const returnsOldOnFailure = input.ReturnValuesOnConditionCheckFailure === 'ALL_OLD';
  return { table, key, condition, returnsOldOnFailure };
};

/** Delete an item; one that does not exist is no error. @throws `ValidationException`, `ResourceNotFoundException` */
export const planDelete = (database: Database, input: KeyInput): PlannedWrite => ({
  ...planCheck(database, input),
  change: () => undefined,
});
