import type { AwsError } from '../../../kernel.ts';
import { checkConstraints, enumProblem, requiredProblem, tableNameProblem } from '../constraints.ts';
import { validationError } from '../validation-error.ts';
import type { ScalarType } from '../values/attribute-value.ts';
import {
  type IndexDefinition,
  type KeyAttribute,
  type KeySchema,
  keyNames,
  STREAM_VIEW_TYPES,
  type StreamViewType,
  type TableDefinition,
} from './table-definition.ts';

interface KeySchemaElement {
  readonly AttributeName: string;
  readonly KeyType: 'HASH' | 'RANGE';
}

interface IndexInput {
  readonly IndexName: string;
  readonly KeySchema: readonly KeySchemaElement[];
  readonly Projection?: { readonly ProjectionType?: string; readonly NonKeyAttributes?: readonly string[] };
}

/** The members of CreateTable, which are also most properties of the CloudFormation resource. */
export interface TableInput {
  readonly TableName: string;
  readonly KeySchema: readonly KeySchemaElement[];
  readonly AttributeDefinitions: readonly { readonly AttributeName: string; readonly AttributeType: ScalarType }[];
  readonly BillingMode?: 'PAY_PER_REQUEST' | 'PROVISIONED';
  readonly ProvisionedThroughput?: { readonly ReadCapacityUnits: number; readonly WriteCapacityUnits: number };
  readonly GlobalSecondaryIndexes?: readonly IndexInput[];
  readonly LocalSecondaryIndexes?: readonly IndexInput[];
  readonly StreamSpecification?: { readonly StreamEnabled?: boolean; readonly StreamViewType?: StreamViewType };
  readonly SSESpecification?: {
    readonly Enabled?: boolean;
    readonly SSEType?: string;
    readonly KMSMasterKeyId?: string;
  };
  readonly DeletionProtectionEnabled?: boolean;
  readonly Tags?: readonly { readonly Key: string; readonly Value: string }[];
}

/** Turns the key of a request, which may be an id, an alias or an ARN, into an ARN. */
export type KmsKeyArn = (keyId: string) => string;

/**
 * Read the definition of a table.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateTable.html
 *
 * @throws `ValidationException` in AWS's words
 */
export const defineTable = (input: TableInput, kmsKeyArn: KmsKeyArn): TableDefinition => {
  checkConstraints(
    tableNameProblem(input.TableName),
    requiredProblem(input.AttributeDefinitions, 'attributeDefinitions'),
    requiredProblem(input.KeySchema, 'keySchema'),
    enumProblem(input.BillingMode, 'billingMode', ['PROVISIONED', 'PAY_PER_REQUEST']),
    enumProblem(input.StreamSpecification?.StreamViewType, 'streamSpecification.streamViewType', STREAM_VIEW_TYPES),
  );
  const attributes = input.AttributeDefinitions.map(({ AttributeName, AttributeType }) => ({
    name: AttributeName,
    type: AttributeType,
  }));
  const keys = readKeys(input.KeySchema, attributes);
  const indexes = [
    ...(input.GlobalSecondaryIndexes ?? []).map((index) => readIndex('global', index, attributes)),
    ...(input.LocalSecondaryIndexes ?? []).map((index) => readIndex('local', index, attributes)),
  ];
  checkAttributesUsed(attributes, keys, indexes);
  const keyId = input.SSESpecification?.KMSMasterKeyId;
  return {
    name: input.TableName,
    keys,
    attributes,
    indexes,
    ...readCapacity(input),
    streamViewType: input.StreamSpecification?.StreamViewType,
    kmsKeyArn: keyId === undefined ? undefined : kmsKeyArn(keyId),
    timeToLiveAttribute: undefined,
    isProtected: input.DeletionProtectionEnabled ?? false,
    hasPointInTimeRecovery: false,
    tags: Object.fromEntries((input.Tags ?? []).map(({ Key, Value }) => [Key, Value])),
  };
};

const readKeys = (schema: readonly KeySchemaElement[], attributes: readonly KeyAttribute[]): KeySchema => {
  const [first, second] = schema;
  if (first?.KeyType !== 'HASH') throw invalidParameter('The first KeySchemaElement is not a HASH key type');
  if (second !== undefined && second.KeyType !== 'RANGE') {
    throw invalidParameter('The second KeySchemaElement is not a RANGE key type');
  }
  const missing = schema.filter(({ AttributeName }) => !attributes.some(({ name }) => name === AttributeName));
  if (missing.length > 0) {
    const keys = missing.map(({ AttributeName }) => AttributeName).join(', ');
    const defined = attributes.map(({ name }) => name).join(', ');
    throw invalidParameter(
      `Some index key attributes are not defined in AttributeDefinitions. Keys: [${keys}], AttributeDefinitions: [${defined}]`,
    );
  }
  const find = (element: KeySchemaElement): KeyAttribute =>
    attributes.find(({ name }) => name === element.AttributeName) as KeyAttribute;
  return second === undefined ? { hash: find(first) } : { hash: find(first), range: find(second) };
};

const readIndex = (
  scope: IndexDefinition['scope'],
  input: IndexInput,
  attributes: readonly KeyAttribute[],
): IndexDefinition => {
  const projection = input.Projection?.ProjectionType;
  if (projection !== 'ALL' && projection !== 'KEYS_ONLY' && projection !== 'INCLUDE') {
    throw invalidParameter(`Unknown ProjectionType: ${projection ?? 'null'}`);
  }
  return {
    name: input.IndexName,
    scope,
    keys: readKeys(input.KeySchema, attributes),
    projection,
    nonKeyAttributes: input.Projection?.NonKeyAttributes ?? [],
  };
};

const checkAttributesUsed = (
  attributes: readonly KeyAttribute[],
  keys: KeySchema,
  indexes: readonly IndexDefinition[],
): void => {
  const used = new Set([keys, ...indexes.map((index) => index.keys)].flatMap(keyNames));
  if (attributes.every(({ name }) => used.has(name))) return;
  if (indexes.length === 0) {
    throw invalidParameter(
      'Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions',
    );
  }
  const defined = attributes.map(({ name }) => name).join(', ');
  throw invalidParameter(
    `Some AttributeDefinitions are not used. AttributeDefinitions: [${defined}], keys used: [${[...used].join(', ')}]`,
  );
};

const readCapacity = (input: TableInput): Pick<TableDefinition, 'billingMode' | 'provisionedThroughput'> => {
  const billingMode = input.BillingMode ?? 'PROVISIONED';
  const throughput = input.ProvisionedThroughput;
  if (billingMode === 'PROVISIONED' && throughput === undefined) {
    throw invalidParameter(
      'ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED',
    );
  }
  if (billingMode === 'PAY_PER_REQUEST' && throughput !== undefined) {
    throw invalidParameter(
      'Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST',
    );
  }
  return {
    billingMode,
    provisionedThroughput: {
      readUnits: Number(throughput?.ReadCapacityUnits ?? 0),
      writeUnits: Number(throughput?.WriteCapacityUnits ?? 0),
    },
  };
};

const invalidParameter = (problem: string): AwsError =>
  validationError(`One or more parameter values were invalid: ${problem}`);
