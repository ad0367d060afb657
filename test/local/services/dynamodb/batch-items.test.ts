import { describe, expect, it } from 'vitest';
import { createEmbeddedDynamoDb, key } from './embedded-dynamodb.ts';

const keys = (count: number) => Array.from({ length: count }, (_, index) => key(`k${index}`));

describe('BatchGetItem', () => {
  it('answers what it finds, each table by its own projection', async () => {
    const { call, createTable } = createEmbeddedDynamoDb();
    createTable({
      TableName: 'second',
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'N' }],
      BillingMode: 'PAY_PER_REQUEST',
    });
    await call('PutItem', { TableName: 'orders', Item: { ...key('a'), n: { N: '1' } } });
    await call('PutItem', { TableName: 'second', Item: { id: { N: '1' }, x: { S: 'x' } } });
    const RequestItems = {
      orders: { Keys: [key('a'), key('gone')], ConsistentRead: true },
      second: { Keys: [{ id: { N: '1.0' } }], ProjectionExpression: '#x', ExpressionAttributeNames: { '#x': 'x' } },
    };
    expect(await call('BatchGetItem', { RequestItems, ReturnConsumedCapacity: 'TOTAL' })).toEqual({
      Responses: { orders: [{ ...key('a'), n: { N: '1' } }], second: [{ x: { S: 'x' } }] },
      UnprocessedKeys: {},
      ConsumedCapacity: [
        { TableName: 'orders', CapacityUnits: 2 },
        { TableName: 'second', CapacityUnits: 0.5 },
      ],
    });
  });

  it('leaves the keys behind 16 MB for the next call', async () => {
    const { call } = createEmbeddedDynamoDb();
    const all = keys(50);
    for (const Item of all)
      await call('PutItem', { TableName: 'orders', Item: { ...Item, x: { S: 'x'.repeat(400_000) } } });
    const answer = (await call('BatchGetItem', { RequestItems: { orders: { Keys: all } } })) as {
      Responses: { orders: unknown[] };
      UnprocessedKeys: { orders: { Keys: unknown[] } };
    };
    expect(answer.Responses.orders).toHaveLength(41);
    expect(answer.UnprocessedKeys.orders.Keys).toEqual(all.slice(41));
  });

  it.each([
    {
      when: 'a key comes twice',
      request: { orders: { Keys: [key('a'), key('a')] } },
      message: 'Provided list of item keys contains duplicates',
    },
    {
      when: 'there are no tables',
      request: {},
      message:
        "1 validation error detected: Value '{}' at 'requestItems' failed to satisfy constraint: Member must have length greater than or equal to 1",
    },
    {
      when: 'there are no keys',
      request: { orders: { Keys: [] } },
      message:
        "1 validation error detected: Value '[]' at 'requestItems.orders.member.keys' failed to satisfy constraint: Member must have length greater than or equal to 1",
    },
    {
      when: 'two tables have more than 100 keys',
      request: { orders: { Keys: keys(100) }, second: { Keys: [key('a')] } },
      message: 'Too many items requested for the BatchGetItem call',
    },
    {
      when: 'a table does not exist',
      request: { nowhere: { Keys: [key('a')] } },
      message: 'Requested resource not found',
    },
    {
      when: 'a key is not that of the table',
      request: { orders: { Keys: [{}] } },
      message: 'The provided key element does not match the schema',
    },
  ])('is refused when $when', async ({ request, message }) => {
    const { refusal } = createEmbeddedDynamoDb();
    expect(await refusal('BatchGetItem', { RequestItems: request })).toBe(message);
  });
});

describe('BatchWriteItem', () => {
  it('puts and deletes', async () => {
    const { call } = createEmbeddedDynamoDb();
    await call('PutItem', { TableName: 'orders', Item: key('old') });
    const orders = [{ PutRequest: { Item: key('new') } }, { DeleteRequest: { Key: key('old') } }];
    expect(await call('BatchWriteItem', { RequestItems: { orders } })).toEqual({ UnprocessedItems: {} });
    expect((await call('Scan', { TableName: 'orders' }))['Items']).toEqual([key('new')]);
  });

  it.each([
    {
      when: 'an item comes twice',
      requests: [{ PutRequest: { Item: key('a') } }, { DeleteRequest: { Key: key('a') } }],
      message: 'Provided list of item keys contains duplicates',
    },
    {
      when: 'there are more than 25',
      requests: keys(26).map((Key) => ({ DeleteRequest: { Key } })),
      message: 'Member must have length less than or equal to 25',
    },
    {
      when: 'one item is not valid',
      requests: [{ PutRequest: { Item: key('a') } }, { PutRequest: { Item: {} } }],
      message: 'The provided key element does not match the schema',
    },
  ])('writes nothing when $when', async ({ requests, message }) => {
    const { refusal, call } = createEmbeddedDynamoDb();
    expect(await refusal('BatchWriteItem', { RequestItems: { orders: requests } })).toContain(message);
    expect(await call('Scan', { TableName: 'orders' })).toMatchObject({ Count: 0 });
  });
});
