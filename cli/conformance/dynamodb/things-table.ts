import type { Item } from '../../../local/services/dynamodb/values/attribute-value.ts';

/** One call of DynamoDB. */
export interface DynamoDbCall {
  readonly operation: string;
  readonly input: object;
}

export const TABLE = 'things';

/** A table with a composite key, a global index and a local one. */
export const CREATE_TABLE: DynamoDbCall = {
  operation: 'CreateTable',
  input: {
    TableName: TABLE,
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: keySchema('pk', 'sk'),
    AttributeDefinitions: [
      { AttributeName: 'pk', AttributeType: 'S' },
      { AttributeName: 'sk', AttributeType: 'N' },
      { AttributeName: 'kind', AttributeType: 'S' },
      { AttributeName: 'weight', AttributeType: 'N' },
    ],
    GlobalSecondaryIndexes: [
      { IndexName: 'byKind', KeySchema: keySchema('kind', 'weight'), Projection: { ProjectionType: 'ALL' } },
    ],
    LocalSecondaryIndexes: [
      { IndexName: 'byWeight', KeySchema: keySchema('pk', 'weight'), Projection: { ProjectionType: 'KEYS_ONLY' } },
    ],
  },
};

function keySchema(hash: string, range: string): readonly object[] {
  return [
    { AttributeName: hash, KeyType: 'HASH' },
    { AttributeName: range, KeyType: 'RANGE' },
  ];
}

/** The keys of the items that a call may write. */
export const keysOf = ({ operation, input }: DynamoDbCall): readonly Item[] => {
  const { Key, Item, RequestItems } = input as {
    readonly Key?: Item;
    readonly Item?: Item;
    readonly RequestItems?: object;
  };
  const ofBatch = operation === 'BatchWriteItem' ? Object.values(RequestItems ?? {}).flat() : [];
  const written = ofBatch.map((request) => request.PutRequest?.Item ?? request.DeleteRequest?.Key);
  return [Key, Item, ...written].flatMap((attributes) => {
    const { pk, sk } = (attributes ?? {}) as Partial<Item>;
    return pk === undefined || sk === undefined ? [] : [{ pk, sk }];
  });
};
