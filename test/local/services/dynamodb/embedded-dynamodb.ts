import { createKernel } from '../../../../local/create-kernel.ts';
import type { AccessRequest, Caller, ServiceModule } from '../../../../local/kernel.ts';
import { createDynamoDb, type DynamoDbModule } from '../../../../local/services/dynamodb/dynamodb.ts';

export const START_AT_MS = Date.parse('2026-03-02T00:00:00.000Z');
export const OPERATOR: Caller = { kind: 'operator' };

/** A table with a composite key, a KEYS_ONLY global index and an ALL one, a local index and a stream. */
export const TABLE_PROPERTIES = {
  TableName: 'orders',
  KeySchema: [
    { AttributeName: 'pk', KeyType: 'HASH' },
    { AttributeName: 'sk', KeyType: 'RANGE' },
  ],
  AttributeDefinitions: [
    { AttributeName: 'pk', AttributeType: 'S' },
    { AttributeName: 'sk', AttributeType: 'S' },
    { AttributeName: 'dueKind', AttributeType: 'S' },
    { AttributeName: 'dueAt', AttributeType: 'S' },
    { AttributeName: 'rating', AttributeType: 'N' },
  ],
  BillingMode: 'PAY_PER_REQUEST',
  GlobalSecondaryIndexes: [
    {
      IndexName: 'due',
      KeySchema: [
        { AttributeName: 'dueKind', KeyType: 'HASH' },
        { AttributeName: 'dueAt', KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'KEYS_ONLY' },
    },
    {
      IndexName: 'rated',
      KeySchema: [{ AttributeName: 'rating', KeyType: 'HASH' }],
      Projection: { ProjectionType: 'ALL' },
    },
  ],
  LocalSecondaryIndexes: [
    {
      IndexName: 'byRating',
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'rating', KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'KEYS_ONLY' },
    },
  ],
  StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
};

export interface EmbeddedDynamoDb {
  readonly module: DynamoDbModule;
  readonly kernel: ReturnType<typeof createKernel>;
  /** Make a call as the account's administrator. */
  call(operation: string, input: object): Promise<Record<string, unknown>>;
  /** The message that a call is refused with, or `accepted`. */
  refusal(operation: string, input: object): Promise<string>;
  permissions(operation: string, input: object): readonly AccessRequest[];
  createTable(properties?: object): ReturnType<ServiceModule['resources'][number]['create']>;
}

/** DynamoDB in a kernel of its own, with the table `orders`. */
export const createEmbeddedDynamoDb = (properties: object = TABLE_PROPERTIES): EmbeddedDynamoDb => {
  const kernel = createKernel({ seed: 1, startAtMs: START_AT_MS });
  const module = createDynamoDb(kernel);
  kernel.register(module.service);
  const [resource] = module.resources;
  if (resource === undefined) throw new Error('DynamoDB has no resource type');
  const createTable: EmbeddedDynamoDb['createTable'] = (given = TABLE_PROPERTIES) =>
    resource.create({
      stackName: 'stack',
      logicalId: 'Table',
      stackTags: { owner: 'tests' },
      assetPath: () => '',
      properties: { ...given },
    });
  createTable(properties);
  const call: EmbeddedDynamoDb['call'] = async (operation, input) =>
    (await kernel.call('dynamodb', operation, input, OPERATOR)) as Record<string, unknown>;
  return {
    module,
    kernel,
    call,
    refusal: (operation, input) =>
      call(operation, input).then(
        () => 'accepted',
        (error: Error) => error.message,
      ),
    permissions: (operation, input) => module.service.operations[operation]?.authorize(input as never) ?? [],
    createTable,
  };
};

export const key = (pk: string, sk = 'a') => ({ pk: { S: pk }, sk: { S: sk } });
