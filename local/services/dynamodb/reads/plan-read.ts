import { AwsError } from '../../../kernel.ts';
import { type CommonOptions, checkConstraints, enumProblem, optionProblems, tableNameProblem } from '../constraints.ts';
import { type ConsumedCapacity, pick, readUnits, reportCapacity } from '../consumed-capacity.ts';
import { type BoundCondition, bindCondition } from '../expressions/bind-condition.ts';
import { bindProjection } from '../expressions/bind-projection.ts';
import { parseExpression } from '../expressions/parse-expression.ts';
import type { ExpressionAttributes, Substitutions } from '../expressions/substitutions.ts';
import type { DocumentPath } from '../expressions/syntax.ts';
import type { Database } from '../tables/database.ts';
import type { KeyedItems, StoredItem } from '../tables/keyed-items.ts';
import type { Table } from '../tables/table.ts';
import {
  type IndexDefinition,
  type KeySchema,
  keyAttributes,
  keyNames,
  projectedNames,
} from '../tables/table-definition.ts';
import { validationError } from '../validation-error.ts';
import type { Item } from '../values/attribute-value.ts';
import { itemSizeBytes } from '../values/measure-item.ts';
import { readItem } from '../values/read-value.ts';
import { answerItem } from './answer-item.ts';
import type { Page } from './read-page.ts';

const SELECTS = ['SPECIFIC_ATTRIBUTES', 'COUNT', 'ALL_ATTRIBUTES', 'ALL_PROJECTED_ATTRIBUTES'];

/** Members that Query and Scan share. */
export interface ReadInput extends ExpressionAttributes, CommonOptions {
  readonly TableName: string;
  readonly IndexName?: string;
  readonly Select?: string;
  readonly Limit?: number;
  readonly ConsistentRead?: boolean;
  readonly ExclusiveStartKey?: Readonly<Record<string, unknown>>;
  readonly FilterExpression?: string;
  readonly ProjectionExpression?: string;
}

export interface ReadOutput {
  readonly Items?: readonly Item[];
  readonly Count: number;
  readonly ScannedCount: number;
  readonly LastEvaluatedKey?: Item;
  readonly ConsumedCapacity?: ConsumedCapacity;
}

/** A read of a table or an index whose request has been checked. */
export interface PlannedRead {
  readonly table: Table;
  readonly index: IndexDefinition | undefined;
  readonly keys: KeySchema;
  readonly entries: KeyedItems;
  readonly filter: BoundCondition | undefined;
  readonly projection: readonly DocumentPath[] | undefined;
  readonly startAfter: Item | undefined;
}

/** @throws `ValidationException` in AWS's words */
export const checkReadInput = (input: ReadInput): void => {
  checkConstraints(
    tableNameProblem(input.TableName),
    enumProblem(input.Select, 'select', SELECTS),
    input.Limit !== undefined && input.Limit < 1
      ? `Value '${input.Limit}' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1`
      : undefined,
    ...optionProblems(input),
  );
  if (
    input.ProjectionExpression !== undefined &&
    input.Select !== undefined &&
    input.Select !== 'SPECIFIC_ATTRIBUTES'
  ) {
    throw validationError(`Cannot specify the ProjectionExpression when choosing to get ${input.Select}`);
  }
  if (input.Select === 'SPECIFIC_ATTRIBUTES' && input.ProjectionExpression === undefined) {
    throw validationError(
      'Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES',
    );
  }
  if (input.Select === 'ALL_PROJECTED_ATTRIBUTES' && input.IndexName === undefined) {
    throw validationError(
      'One or more parameter values were invalid: ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName',
    );
  }
};

/** Filter and projection of a read. */
export type BoundRead = Pick<PlannedRead, 'filter' | 'projection'>;

/** @throws `ValidationException` in AWS's words */
export const bindRead = (
  { FilterExpression, ProjectionExpression }: ReadInput,
  substitutions: Substitutions,
): BoundRead => {
  const filter =
    FilterExpression === undefined
      ? undefined
      : bindCondition('FilterExpression', parseExpression.FilterExpression(FilterExpression).syntax, substitutions);
  const projection =
    ProjectionExpression === undefined
      ? undefined
      : bindProjection(parseExpression.ProjectionExpression(ProjectionExpression).syntax, substitutions);
  substitutions.checkAllUsed();
  return { filter, projection };
};

/** @throws `ValidationException`, `ResourceNotFoundException` */
export const planRead = (database: Database, input: ReadInput, { filter, projection }: BoundRead): PlannedRead => {
  const startAfter = input.ExclusiveStartKey && readStartKey(input.ExclusiveStartKey);
  const table = database.table(input.TableName);
  const { index, entries } = findIndex(table, input);
  checkSelection(table, index, input, projection);
  if (startAfter !== undefined) checkStartKey(table, index, startAfter);
  const keys = index?.keys ?? table.definition.keys;
  return { table, index, keys, entries, filter, projection, startAfter };
};

/** What a page answers. */
export const answerPage = (read: PlannedRead, page: Page, input: ReadInput): ReadOutput => {
  const names = returnedNames(read, input);
  const answer = ({ item }: StoredItem): Item =>
    answerItem(names === undefined ? item : pick(item, names), read.projection);
  const units = readUnits(readSizeBytes(read, page), input.ConsistentRead === true ? 'strong' : 'eventual');
  const used = read.index === undefined ? { units } : { units: 0, indexUnits: new Map([[read.index.name, units]]) };
  const capacity = reportCapacity(input.ReturnConsumedCapacity, { table: read.table, ...used });
  return {
    ...(input.Select !== 'COUNT' && { Items: page.items.map(answer) }),
    Count: page.items.length,
    ScannedCount: page.scannedCount,
    ...(page.last !== undefined && {
      LastEvaluatedKey: answerItem(pick(page.last.item, startKeyNames(read.table, read.index)), undefined),
    }),
    ...(capacity !== undefined && { ConsumedCapacity: capacity }),
  };
};

const findIndex = (
  table: Table,
  { IndexName, ConsistentRead }: ReadInput,
): { readonly index: IndexDefinition | undefined; readonly entries: KeyedItems } => {
  if (IndexName === undefined) return { index: undefined, entries: table.items };
  const found = table.indexes.get(IndexName);
  if (found === undefined) throw validationError(`The table does not have the specified index: ${IndexName}`);
  if (ConsistentRead === true && found.definition.scope === 'global') {
    throw validationError('Consistent reads are not supported on global secondary indexes');
  }
  return { index: found.definition, entries: found.entries };
};

/** A global index answers only what it holds; a local one fetches the rest from its table. */
const checkSelection = (
  table: Table,
  index: IndexDefinition | undefined,
  input: ReadInput,
  projection: readonly DocumentPath[] | undefined,
): void => {
  if (index === undefined || index.scope === 'local' || index.projection === 'ALL') return;
  if (input.Select === 'ALL_ATTRIBUTES') {
    throw validationError(
      `One or more parameter values were invalid: Select type ALL_ATTRIBUTES is not supported for global secondary index ${index.name} because its projection type is not ALL`,
    );
  }
  const held = projectedNames(table.definition.keys, index) ?? [];
  const missing = (projection ?? []).map(([name]) => String(name)).filter((name) => !held.includes(name));
  if (missing.length === 0) return;
  throw validationError(
    `One or more parameter values were invalid: Global secondary index ${index.name} does not project [${missing.join(', ')}]`,
  );
};

/** @throws `ValidationException` in AWS's words */
const readStartKey = (raw: Readonly<Record<string, unknown>>): Item => {
  try {
    return readItem(raw);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw validationError(`The provided starting key is invalid: ${error.message}`);
  }
};

/** A page ends with the key of its last item in the table, and in the index if one is read. */
const checkStartKey = (table: Table, index: IndexDefinition | undefined, startAfter: Item): void => {
  const names = startKeyNames(table, index);
  if (Object.keys(startAfter).length !== names.length || !names.every((name) => Object.hasOwn(startAfter, name))) {
    throw validationError('The provided starting key is invalid');
  }
  const attributes = [table.definition.keys, ...(index === undefined ? [] : [index.keys])].flatMap(keyAttributes);
  if (attributes.every(({ name, type }) => type in (startAfter[name] ?? {}))) return;
  throw validationError('The provided key element does not match the schema');
};

const startKeyNames = (table: Table, index: IndexDefinition | undefined): readonly string[] => [
  ...new Set([...keyNames(table.definition.keys), ...(index === undefined ? [] : keyNames(index.keys))]),
];

/** The attributes that come back, before the projection of the request; undefined for all. */
const returnedNames = (
  { table, index, projection }: PlannedRead,
  { Select }: ReadInput,
): readonly string[] | undefined => {
  if (index === undefined || projection !== undefined || Select === 'ALL_ATTRIBUTES') return undefined;
  return projectedNames(table.definition.keys, index);
};

/**
 * What a filter sees of an item: what the index holds, and what a local one fetches for the request.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Query.html#DDB-Query-request-Select
 */
export const seenByFilter = (
  { table, index, projection = [] }: PlannedRead,
  { Select }: ReadInput,
): ((item: Item) => Item) => {
  const held = index && projectedNames(table.definition.keys, index);
  if (held === undefined || Select === 'ALL_ATTRIBUTES') return (item) => item;
  const names = [...held, ...projection.map(([head]) => String(head))];
  return (item) => pick(item, names);
};

/** An entry of an index is smaller than its item. */
const readSizeBytes = ({ table, index }: PlannedRead, page: Page): number => {
  const names = index && projectedNames(table.definition.keys, index);
  if (names === undefined) return page.sizeBytes;
  return page.items.reduce((sizeBytes, { item }) => sizeBytes + itemSizeBytes(pick(item, names)), 0);
};
