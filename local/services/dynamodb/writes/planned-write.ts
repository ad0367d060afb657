import { AwsError } from '../../../kernel.ts';
import type { CommonOptions } from '../constraints.ts';
import { type BoundCondition, bindCondition } from '../expressions/bind-condition.ts';
import { meetsCondition } from '../expressions/meets-condition.ts';
import { parseExpression } from '../expressions/parse-expression.ts';
import type { ExpressionAttributes, Substitutions } from '../expressions/substitutions.ts';
import type { DocumentPath } from '../expressions/syntax.ts';
import type { StoredItem } from '../tables/keyed-items.ts';
import type { Table } from '../tables/table.ts';
import { validationError } from '../validation-error.ts';
import type { Item } from '../values/attribute-value.ts';
import { copyItem } from '../values/copy-value.ts';
import { ITEM_SIZE_MAX_BYTES, itemSizeBytes } from '../values/measure-item.ts';

/** Members that every write has, alone or in a transaction. */
export interface WriteInput extends ExpressionAttributes, CommonOptions {
  readonly TableName: string;
  readonly ConditionExpression?: string;
}

/** A write whose request has been read and checked; only the item itself can still refuse it. */
export interface PlannedWrite {
  readonly table: Table;
  readonly key: Item;
  readonly condition: BoundCondition | undefined;
  /** Answer the item as it was when the condition fails. */
  readonly returnsOldOnFailure: boolean;
  /** The item afterwards; undefined deletes it. Left out when the write only checks. @throws `ValidationException` */
  readonly change?: (before: Item | undefined) => Item | undefined;
  /** What an update names: the paths of UPDATED_OLD and UPDATED_NEW. */
  readonly updatedPaths?: readonly DocumentPath[];
}

/** What a write did to its item. */
export interface WriteOutcome {
  readonly before: StoredItem | undefined;
  readonly after: StoredItem | undefined;
}

const NO_ITEM: Item = {};

export const bindWriteCondition = (input: WriteInput, substitutions: Substitutions): BoundCondition | undefined => {
  if (input.ConditionExpression === undefined) return undefined;
  const { syntax } = parseExpression.ConditionExpression(input.ConditionExpression);
  return bindCondition('ConditionExpression', syntax, substitutions);
};

/**
 * What a write would leave, without writing it.
 *
 * @throws `ConditionalCheckFailedException`, with the old item as `Item` if it was asked for, or `ValidationException`
 */
export const decideWrite = (planned: PlannedWrite): WriteOutcome => {
  const before = planned.table.items.find(planned.key);
  if (planned.condition !== undefined && !meetsCondition(planned.condition, before?.item ?? NO_ITEM)) {
    const members = planned.returnsOldOnFailure && before !== undefined ? { Item: copyItem(before.item) } : {};
    throw new AwsError('ConditionalCheckFailedException', 'The conditional request failed', 400, members);
  }
  if (planned.change === undefined) return { before, after: before };
  const item = planned.change(before?.item);
  return { before, after: item === undefined ? undefined : { item, sizeBytes: itemSizeBytes(item) } };
};

/** Decide and write. */
export const performWrite = (planned: PlannedWrite): WriteOutcome => {
  const outcome = decideWrite(planned);
  planned.table.write(outcome);
  return outcome;
};

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-items */
export const checkItemSize = (item: Item, message: string): void => {
  if (itemSizeBytes(item) > ITEM_SIZE_MAX_BYTES) throw validationError(message);
};
