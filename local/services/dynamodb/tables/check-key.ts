import type { AwsError } from '../../../kernel.ts';
import type { DocumentPath } from '../expressions/syntax.ts';
import { validationError } from '../validation-error.ts';
import { type AttributeValue, type Item, typeOf } from '../values/attribute-value.ts';
import { valueSizeBytes } from '../values/measure-item.ts';
import {
  type IndexDefinition,
  type KeyAttribute,
  type KeySchema,
  keyAttributes,
  type TableDefinition,
} from './table-definition.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-partition-sort-keys */
const HASH_KEY_MAX_BYTES = 2048;
const RANGE_KEY_MAX_BYTES = 1024;

/** The key of a request must be the key of the table, no more and no less. @throws `ValidationException` */
export const checkKey = (keys: KeySchema, key: Item): void => {
  if (Object.keys(key).length !== keyAttributes(keys).length) throw schemaMismatch();
  checkKeyWithin(keys, key);
};

/** The same for an item of a batch, which may have more. @throws `ValidationException` */
export const checkKeyWithin = (keys: KeySchema, item: Item): void => {
  if (!keyAttributes(keys).every(({ name, type }) => hasType(item, name, type))) throw schemaMismatch();
  checkKeyValues(keys, item);
};

const schemaMismatch = (): AwsError => validationError('The provided key element does not match the schema');

/** An item that is put must contain the key of the table. @throws `ValidationException` */
export const checkItemKey = (keys: KeySchema, item: Item): void => {
  for (const { name, type } of keyAttributes(keys)) {
    const value = Object.hasOwn(item, name) ? item[name] : undefined;
    if (value === undefined) throw invalidParameter(`Missing the key ${name} in the item`);
    if (!(type in value)) {
      throw invalidParameter(`Type mismatch for key ${name} expected: ${type} actual: ${typeOf(value)}`);
    }
  }
  checkKeyValues(keys, item);
};

/** Attributes that are keys of an index must have its types; they may be absent. @throws `ValidationException` */
export const checkIndexKeys = (indexes: readonly IndexDefinition[], item: Item): void => {
  for (const { name: indexName, keys } of indexes) {
    for (const { name, type } of keyAttributes(keys)) {
      const value = Object.hasOwn(item, name) ? item[name] : undefined;
      if (value !== undefined) checkIndexKey(indexName, { name, type }, value);
    }
  }
};

/**
 * Keys of the table and of its indexes are scalars, so that no path leads into them.
 *
 * @throws `ValidationException` in AWS's words, as dynalite, which was tried against DynamoDB, has them
 */
export const refuseNestedKeys = ({ keys, indexes }: TableDefinition, paths: readonly DocumentPath[]): void => {
  const nested = new Set(paths.filter(({ length }) => length > 1).map(([head]) => head));
  const refuse = (kind: string, name: string): void => {
    if (!nested.has(name)) return;
    throw validationError(
      `Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: ${kind}: ${name}`,
    );
  };
  for (const { name } of keyAttributes(keys)) refuse('Key', name);
  for (const { name } of indexes.flatMap((index) => keyAttributes(index.keys))) refuse('IndexKey', name);
};

/** @throws `ValidationException` for an empty value or one that is too long */
export const checkKeyValues = ({ hash, range }: KeySchema, key: Item): void => {
  checkKeyValue(hash, key[hash.name] as AttributeValue);
  const hashSizeBytes = valueSizeBytes(key[hash.name] as AttributeValue);
  if (hashSizeBytes > HASH_KEY_MAX_BYTES) {
    throw invalidParameter(`Size of hashkey has exceeded the maximum size limit of${HASH_KEY_MAX_BYTES} bytes`);
  }
  if (range === undefined) return;
  checkKeyValue(range, key[range.name] as AttributeValue);
  if (valueSizeBytes(key[range.name] as AttributeValue) > RANGE_KEY_MAX_BYTES) {
    throw invalidParameter(
      `Aggregated size of all range keys has exceeded the size limit of ${RANGE_KEY_MAX_BYTES} bytes`,
    );
  }
};

/** @throws `ValidationException` for an empty value */
export const checkKeyValue = ({ name }: KeyAttribute, value: AttributeValue): void => {
  const kind = emptyKind(value);
  if (kind === undefined) return;
  throw validationError(
    `One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty ${kind} value. Key: ${name}`,
  );
};

const checkIndexKey = (indexName: string, { name, type }: KeyAttribute, value: AttributeValue): void => {
  if (!(type in value)) {
    throw invalidParameter(
      `Type mismatch for Index Key ${name} Expected: ${type} Actual: ${typeOf(value)} IndexName: ${indexName}`,
    );
  }
  const kind = emptyKind(value);
  if (kind === undefined) return;
  throw validationError(
    `One or more parameter values are not valid. A value specified for a secondary index key is not supported. The AttributeValue for a key attribute cannot contain an empty ${kind} value. IndexName: ${indexName}, IndexKey: ${name}`,
  );
};

/**
 * What an update sets a key of an index to. An empty one is told in other words than where an item is put
 * (https://github.com/ExtendDB/extenddb/pull/275).
 *
 * @throws `ValidationException`
 */
export const checkSetIndexKey = ({ type }: KeyAttribute, value: AttributeValue): void => {
  if (!(type in value)) {
    throw validationError('The update expression attempted to update the secondary index key to unsupported type');
  }
  const kind = emptyKind(value);
  if (kind === undefined) return;
  throw validationError(
    `One or more parameter values are not valid. The update expression attempted to update a secondary index key to a value that is not supported. The AttributeValue for a key attribute cannot contain an empty ${kind} value.`,
  );
};

const emptyKind = (value: AttributeValue): string | undefined => {
  if ('S' in value && value.S === '') return 'string';
  return 'B' in value && value.B.byteLength === 0 ? 'binary' : undefined;
};

const hasType = (key: Item, name: string, type: string): boolean =>
  Object.hasOwn(key, name) && type in (key[name] as AttributeValue);

const invalidParameter = (problem: string): AwsError =>
  validationError(`One or more parameter values were invalid: ${problem}`);
