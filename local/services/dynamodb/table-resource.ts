import { isDeepStrictEqual } from 'node:util';
import { physicalName } from '../../assembly/physical-name.ts';
import type { CreatedResource, ResourceProvider, ResourceRequest } from '../../kernel.ts';
import type { Database } from './tables/database.ts';
import { defineTable, type TableInput } from './tables/define-table.ts';
import { kmsKeyArnOf } from './tables/kms-key-arn.ts';
import type { StreamViewType, TableDefinition } from './tables/table-definition.ts';

/** Properties that CreateTable does not have, or has under other names. */
interface TableProperties extends Omit<TableInput, 'TableName' | 'SSESpecification' | 'StreamSpecification'> {
  readonly TableName?: string;
  readonly SSESpecification?: {
    readonly SSEEnabled: boolean | string;
    readonly SSEType?: string;
    readonly KMSMasterKeyId?: string;
  };
  readonly StreamSpecification?: { readonly StreamViewType: StreamViewType };
  readonly TimeToLiveSpecification?: { readonly AttributeName?: string; readonly Enabled: boolean | string };
  readonly PointInTimeRecoverySpecification?: { readonly PointInTimeRecoveryEnabled?: boolean | string };
}

/** What is read here; point in time recovery and the class of a table have no effect in the embedded cloud. */
const KNOWN_PROPERTIES = [
  'AttributeDefinitions',
  'BillingMode',
  'DeletionProtectionEnabled',
  'GlobalSecondaryIndexes',
  'KeySchema',
  'LocalSecondaryIndexes',
  'PointInTimeRecoverySpecification',
  'ProvisionedThroughput',
  'SSESpecification',
  'StreamSpecification',
  'TableClass',
  'TableName',
  'Tags',
  'TimeToLiveSpecification',
];

/**
 * A table of a template; CloudFormation waits until it is active.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dynamodb-table.html
 */
export const tableResource = (database: Database): ResourceProvider => ({
  type: 'AWS::DynamoDB::Table',
  replacedBy: ['KeySchema', 'LocalSecondaryIndexes', 'TableName'],
  create: (request): CreatedResource => {
    const table = database.create(readDefinition(database, request));
    table.status = 'ACTIVE';
    const { arn, streamArn } = table;
    return {
      ref: table.definition.name,
      attributes: { Arn: arn, ...(streamArn !== undefined && { StreamArn: streamArn }) },
    };
  },
  /** What items look like stays: an index or a stream that comes or goes is not modelled. */
  update: (request, { ref, attributes }) => {
    const table = database.table(ref);
    const wanted = readDefinition(database, request);
    const fixed = ['attributes', 'indexes', 'streamViewType'] as const;
    const changed = fixed.find((name) => !isDeepStrictEqual(table.definition[name], wanted[name]));
    if (changed !== undefined) throw new Error(`the embedded cloud cannot change the ${changed} of the table ${ref}`);
    table.definition = wanted;
    return { ref, attributes };
  },
  delete: ({ ref }) => {
    const table = database.table(ref);
    if (table.definition.isProtected) throw new Error(`the table ${ref} is protected against deletion`);
    database.remove(table);
  },
});

const readDefinition = (database: Database, request: ResourceRequest): TableDefinition => {
  const unknown = Object.keys(request.properties).find((name) => !KNOWN_PROPERTIES.includes(name));
  if (unknown !== undefined) database.refuse(`the property ${unknown} of AWS::DynamoDB::Table ${request.logicalId}`);
  const properties = request.properties as unknown as TableProperties;
  const timeToLive = properties.TimeToLiveSpecification;
  return {
    ...defineTable(readInput(database, request, properties), kmsKeyArnOf(database.kernel)),
    timeToLiveAttribute: isTrue(timeToLive?.Enabled) ? timeToLive?.AttributeName : undefined,
    hasPointInTimeRecovery: isTrue(properties.PointInTimeRecoverySpecification?.PointInTimeRecoveryEnabled),
  };
};

const readInput = (database: Database, request: ResourceRequest, properties: TableProperties): TableInput => {
  const {
    TableName,
    SSESpecification,
    StreamSpecification,
    Tags = [],
    DeletionProtectionEnabled,
    ...rest
  } = properties;
  const tags = { ...request.stackTags, ...Object.fromEntries(Tags.map(({ Key, Value }) => [Key, Value])) };
  return {
    ...rest,
    TableName: TableName ?? physicalName(database.kernel.random, request),
    Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
    DeletionProtectionEnabled: isTrue(DeletionProtectionEnabled),
    ...(isTrue(SSESpecification?.SSEEnabled) && {
      SSESpecification: {
        Enabled: true,
        ...(SSESpecification?.KMSMasterKeyId !== undefined && { KMSMasterKeyId: SSESpecification.KMSMasterKeyId }),
      },
    }),
    ...(StreamSpecification !== undefined && {
      StreamSpecification: { StreamEnabled: true, StreamViewType: StreamSpecification.StreamViewType },
    }),
  };
};

/** Templates may write booleans as text. */
const isTrue = (value: boolean | string | undefined): boolean => value === true || value === 'true';
