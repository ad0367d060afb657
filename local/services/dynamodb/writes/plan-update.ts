import { applyUpdate } from '../expressions/apply-update.ts';
import { type BoundAction, bindUpdate } from '../expressions/bind-update.ts';
import { operandPaths } from '../expressions/condition-paths.ts';
import { parseExpression } from '../expressions/parse-expression.ts';
import { refuseUselessAttributes, requestSubstitutions } from '../expressions/request-substitutions.ts';
import type { BoundOperand, Substitutions } from '../expressions/substitutions.ts';
import type { DocumentPath } from '../expressions/syntax.ts';
import { checkKey, checkSetIndexKey, refuseNestedKeys } from '../tables/check-key.ts';
import type { Database } from '../tables/database.ts';
import { type IndexDefinition, keyAttributes, keyNames, type TableDefinition } from '../tables/table-definition.ts';
import { validationError } from '../validation-error.ts';
import { type AttributeType, type Item, typeOf } from '../values/attribute-value.ts';
import { readItem } from '../values/read-value.ts';
import type { KeyInput } from './plan-delete.ts';
import { bindWriteCondition, checkItemSize, type PlannedWrite } from './planned-write.ts';

export interface UpdateInput extends KeyInput {
  readonly UpdateExpression?: string;
}

/** Change some attributes of an item, which is created if need be. @throws `ValidationException`, `ResourceNotFoundException` */
export const planUpdate = (database: Database, input: UpdateInput): PlannedWrite => {
  const { UpdateExpression, ConditionExpression } = input;
  const expressions = { UpdateExpression, ConditionExpression };
  refuseUselessAttributes(input, expressions);
  const key = readItem(input.Key);
  const substitutions = requestSubstitutions(input, expressions);
  const actions = bindActions(UpdateExpression, substitutions);
  const condition = bindWriteCondition(input, substitutions);
  substitutions.checkAllUsed();
  const table = database.table(input.TableName);
  const { definition } = table;
  checkKey(definition.keys, key);
  checkKeyUntouched(definition, actions);
  for (const index of definition.indexes) checkIndexActions(index, actions);
  refuseNestedKeys(definition, actions.flatMap(actionPaths));
  return {
    table,
    key,
    condition,
    returnsOldOnFailure: input.ReturnValuesOnConditionCheckFailure === 'ALL_OLD',
    change: (before) => updateItem(definition, before ?? key, actions),
    updatedPaths: actions.map(({ path }) => path),
  };
};

const bindActions = (text: string | undefined, substitutions: Substitutions): readonly BoundAction[] =>
  text === undefined ? [] : bindUpdate(parseExpression.UpdateExpression(text).syntax, substitutions);

const actionPaths = (action: BoundAction): readonly DocumentPath[] =>
  action.kind === 'remove' ? [action.path] : [action.path, ...operandPaths(action.value)];

const updateItem = (definition: TableDefinition, before: Item, actions: readonly BoundAction[]): Item => {
  const indexKeys = definition.indexes.flatMap(({ keys }) => keyAttributes(keys));
  const after = applyUpdate(before, actions, (path, value) => {
    const key = path.length > 1 ? undefined : indexKeys.find(({ name }) => name === path[0]);
    if (key !== undefined) checkSetIndexKey(key, value);
  });
  checkItemSize(after, 'Item size to update has exceeded the maximum allowed size');
  return after;
};

const checkKeyUntouched = (definition: TableDefinition, actions: readonly BoundAction[]): void => {
  const names = keyNames(definition.keys);
  const touched = actions.find(({ path }) => names.includes(String(path[0])));
  if (touched === undefined) return;
  throw validationError(
    `One or more parameter values were invalid: Cannot update attribute ${touched.path[0]}. This attribute is part of the key`,
  );
};

/** Keys of an index are scalars of its types; some actions show without the item that they give another. */
const checkIndexActions = (index: IndexDefinition, actions: readonly BoundAction[]): void => {
  for (const { name, type } of keyAttributes(index.keys)) {
    const action = actions.find(({ path }) => path.length === 1 && path[0] === name);
    if (action === undefined || action.kind === 'remove') continue;
    const actual = resultType(action.value);
    if (actual === undefined || actual === type) continue;
    throw validationError(
      `One or more parameter values were invalid: Type mismatch for Index Key ${name} Expected: ${type} Actual: ${actual} IndexName: ${index.name}`,
    );
  }
};

/** The type of what an operand gives, as far as it does not depend on the item. */
const resultType = (operand: BoundOperand): AttributeType | undefined => {
  if (operand.kind === 'value') return typeOf(operand.value);
  if (operand.kind === 'arithmetic') return 'N';
  if (operand.kind !== 'function') return undefined;
  const [, otherwise] = operand.operands;
  return operand.name === 'list_append' || otherwise === undefined ? 'L' : resultType(otherwise);
};
