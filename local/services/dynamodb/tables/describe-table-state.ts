import type { Table } from './table.ts';
import type { IndexDefinition, KeySchema, TableDefinition } from './table-definition.ts';

/**
 * The description of a table as the API answers it.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TableDescription.html
 * Counts are exact here; AWS updates them about every six hours.
 */
export const describeTableState = (table: Table): Readonly<Record<string, unknown>> => {
  const { definition } = table;
  const stored = [...table.items];
  const global = definition.indexes.filter(({ scope }) => scope === 'global');
  const local = definition.indexes.filter(({ scope }) => scope === 'local');
  return {
    TableName: definition.name,
    TableId: table.id,
    TableArn: table.arn,
    TableStatus: table.status,
    CreationDateTime: new Date(table.createdAtMs),
    AttributeDefinitions: definition.attributes.map(({ name, type }) => ({ AttributeName: name, AttributeType: type })),
    KeySchema: writeKeys(definition.keys),
    ...writeCapacity(definition, table.createdAtMs),
    TableSizeBytes: stored.reduce((sizeBytes, item) => sizeBytes + item.sizeBytes, 0),
    ItemCount: stored.length,
    DeletionProtectionEnabled: definition.isProtected,
    ...(global.length > 0 && {
      GlobalSecondaryIndexes: global.map((index) => ({
        ...writeIndex(table, index),
        IndexStatus: table.status,
        ProvisionedThroughput: writeThroughput(definition),
      })),
    }),
    ...(local.length > 0 && { LocalSecondaryIndexes: local.map((index) => writeIndex(table, index)) }),
    ...writeStream(table),
    ...(definition.kmsKeyArn !== undefined && {
      SSEDescription: { Status: 'ENABLED', SSEType: 'KMS', KMSMasterKeyArn: definition.kmsKeyArn },
    }),
  };
};

const writeKeys = ({ hash, range }: KeySchema) => [
  { AttributeName: hash.name, KeyType: 'HASH' },
  ...(range === undefined ? [] : [{ AttributeName: range.name, KeyType: 'RANGE' }]),
];

const writeIndex = (table: Table, { name, keys, projection, nonKeyAttributes }: IndexDefinition) => {
  const entries = [...(table.indexes.get(name)?.entries ?? [])];
  return {
    IndexName: name,
    IndexArn: `${table.arn}/index/${name}`,
    KeySchema: writeKeys(keys),
    Projection: {
      ProjectionType: projection,
      ...(projection === 'INCLUDE' && { NonKeyAttributes: nonKeyAttributes }),
    },
    ItemCount: entries.length,
    IndexSizeBytes: entries.reduce((sizeBytes, entry) => sizeBytes + entry.sizeBytes, 0),
  };
};

const writeThroughput = ({ provisionedThroughput: { readUnits, writeUnits } }: TableDefinition) => ({
  NumberOfDecreasesToday: 0,
  ReadCapacityUnits: readUnits,
  WriteCapacityUnits: writeUnits,
});

const writeCapacity = (definition: TableDefinition, createdAtMs: number) => ({
  ProvisionedThroughput: writeThroughput(definition),
  ...(definition.billingMode === 'PAY_PER_REQUEST' && {
    BillingModeSummary: {
      BillingMode: 'PAY_PER_REQUEST',
      LastUpdateToPayPerRequestDateTime: new Date(createdAtMs),
    },
  }),
});

const writeStream = ({ stream, streamArn }: Table) =>
  stream !== undefined && {
    StreamSpecification: { StreamEnabled: true, StreamViewType: stream.viewType },
    LatestStreamLabel: stream.label,
    LatestStreamArn: streamArn,
  };
