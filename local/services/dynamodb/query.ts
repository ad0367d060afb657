import { type Operation, operation } from '../../kernel.ts';
import { type BoundCondition, bindCondition } from './expressions/bind-condition.ts';
import { type KeyCondition, locateKey, readKeyConditions } from './expressions/bind-key-condition.ts';
import { conditionPaths } from './expressions/condition-paths.ts';
import { parseExpression } from './expressions/parse-expression.ts';
import { requestSubstitutions } from './expressions/request-substitutions.ts';
import { refuseLegacyParameters } from './legacy-parameters.ts';
import { dataPermissions } from './permissions.ts';
import {
  answerPage,
  bindRead,
  checkReadInput,
  type PlannedRead,
  planRead,
  type ReadInput,
  type ReadOutput,
  seenByFilter,
} from './reads/plan-read.ts';
import { readPage } from './reads/read-page.ts';
import { checkKeyValue, refuseNestedKeys } from './tables/check-key.ts';
import type { Database } from './tables/database.ts';
import { firstWhere, type StoredItem } from './tables/keyed-items.ts';
import { type KeySchema, keyAttributes, keyNames } from './tables/table-definition.ts';
import { validationError } from './validation-error.ts';
import type { AttributeValue } from './values/attribute-value.ts';

interface QueryInput extends ReadInput {
  readonly KeyConditionExpression?: string;
  readonly ScanIndexForward?: boolean;
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Query.html */
export const query = (database: Database): Operation =>
  operation<QueryInput, ReadOutput>({
    authorize: (input) => dataPermissions(database, 'Query', input),
    run: (input) => {
      refuseLegacyParameters(database, 'Query', input);
      checkReadInput(input);
      const { FilterExpression, KeyConditionExpression, ProjectionExpression } = input;
      if (KeyConditionExpression === undefined) {
        throw validationError(
          'Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.',
        );
      }
      const substitutions = requestSubstitutions(input, {
        FilterExpression,
        KeyConditionExpression,
        ProjectionExpression,
      });
      const { syntax } = parseExpression.KeyConditionExpression(KeyConditionExpression);
      const condition = bindCondition('KeyConditionExpression', syntax, substitutions);
      const bound = bindRead(input, substitutions);
      const conditions = readKeyConditions(condition);
      const read = planRead(database, input, bound);
      checkKeyConditions(read.keys, conditions);
      refuseNestedKeys(read.table.definition, read.projection ?? []);
      if (read.filter !== undefined) {
        refuseKeysInFilter(read.keys, read.filter);
        refuseNestedKeys(read.table.definition, conditionPaths(read.filter));
      }
      return answerPage(
        read,
        readPage(candidatesOf(read, conditions, input), input.Limit, read.filter, seenByFilter(read, input)),
        input,
      );
    },
  });

/** The items of one partition that meet the conditions, behind the starting key, in the direction that was asked for. */
const candidatesOf = (
  read: PlannedRead,
  conditions: readonly KeyCondition[],
  input: QueryInput,
): readonly StoredItem[] => {
  const { keys, entries, startAfter } = read;
  const hashValue = comparedValue(conditions, keys.hash.name);
  const items = entries.partition(hashValue);
  const onRange = conditions.find(({ attribute }) => attribute === keys.range?.name);
  const rangeName = keys.range?.name ?? '';
  const locate = ({ item }: StoredItem): number =>
    onRange === undefined ? 0 : locateKey(onRange, item[rangeName] as AttributeValue);
  let from = firstWhere(items, (stored) => locate(stored) >= 0);
  let to = firstWhere(items, (stored) => locate(stored) > 0);
  const isForward = input.ScanIndexForward !== false;
  if (startAfter !== undefined) {
    checkStartInside(keys, conditions, startAfter);
    if (isForward) from = Math.max(from, entries.firstAfter(items, startAfter));
    else to = Math.min(to, entries.firstAtOrAfter(items, startAfter));
  }
  const candidates = items.slice(from, to);
  return isForward ? candidates : candidates.reverse();
};

const comparedValue = (conditions: readonly KeyCondition[], name: string): AttributeValue =>
  conditions.find(({ attribute }) => attribute === name)?.values[0] as AttributeValue;

/** The partition key must equal a value; a second condition may be on the sort key. @throws `ValidationException` */
const checkKeyConditions = (keys: KeySchema, conditions: readonly KeyCondition[]): void => {
  const onHash = conditions.find(({ attribute }) => attribute === keys.hash.name);
  if (onHash === undefined) throw validationError(`Query condition missed key schema element: ${keys.hash.name}`);
  for (const condition of conditions) checkKeyCondition(keys, condition);
  if (onHash.operator !== '=') throw validationError('Query key condition not supported');
};

const checkKeyCondition = (keys: KeySchema, { attribute, operator, values }: KeyCondition): void => {
  const key = keyAttributes(keys).find(({ name }) => name === attribute);
  if (key === undefined) {
    throw validationError(
      keys.range === undefined
        ? 'Query key condition not supported'
        : `Query condition missed key schema element: ${keys.range.name}`,
    );
  }
  if (!values.every((value) => key.type in value)) {
    throw validationError(
      'One or more parameter values were invalid: Condition parameter type does not match schema type',
    );
  }
  // Every key begins with an empty prefix.
  if (operator !== 'begins_with') for (const value of values) checkKeyValue(key, value);
};

const checkStartInside = (
  keys: KeySchema,
  conditions: readonly KeyCondition[],
  startAfter: Readonly<Record<string, AttributeValue>>,
): void => {
  for (const condition of conditions) {
    if (locateKey(condition, startAfter[condition.attribute] as AttributeValue) === 0) continue;
    throw validationError(
      condition.attribute === keys.hash.name
        ? 'The provided starting key is outside query boundaries based on provided conditions'
        : 'The provided starting key does not match the range key predicate',
    );
  }
};

/** A filter comes after the keys have been matched. @throws `ValidationException` */
const refuseKeysInFilter = (keys: KeySchema, filter: BoundCondition): void => {
  const heads = new Set(conditionPaths(filter).map(([head]) => head));
  const found = keyNames(keys).find((name) => heads.has(name));
  if (found === undefined) return;
  throw validationError(
    `Filter Expression can only contain non-primary key attributes: Primary key attribute: ${found}`,
  );
};
