import { describe, expect, it } from 'vitest';
import { createEmbeddedDynamoDb, key } from './embedded-dynamodb.ts';

const OLD = { ...key('one'), n: { N: '1' }, doc: { M: { a: { S: 'x' }, b: { S: 'y' } } } };

const withOld = async () => {
  const embedded = createEmbeddedDynamoDb();
  await embedded.call('PutItem', { TableName: 'orders', Item: OLD });
  return embedded;
};

describe('what a write answers', () => {
  const update = {
    Key: key('one'),
    UpdateExpression: 'SET n = n + :one, doc.a = :one REMOVE gone',
    ExpressionAttributeValues: { ':one': { N: '1' } },
  };
  const NEW = { ...OLD, n: { N: '2' }, doc: { M: { a: { N: '1' }, b: { S: 'y' } } } };
  it.each([
    { operation: 'PutItem', input: { Item: key('one'), ReturnValues: 'ALL_OLD' }, attributes: OLD },
    { operation: 'PutItem', input: { Item: key('two'), ReturnValues: 'ALL_OLD' }, attributes: undefined },
    { operation: 'PutItem', input: { Item: key('one') }, attributes: undefined },
    { operation: 'DeleteItem', input: { Key: key('one'), ReturnValues: 'ALL_OLD' }, attributes: OLD },
    { operation: 'DeleteItem', input: { Key: key('two'), ReturnValues: 'ALL_OLD' }, attributes: undefined },
    { operation: 'UpdateItem', input: { ...update }, attributes: undefined },
    { operation: 'UpdateItem', input: { ...update, ReturnValues: 'NONE' }, attributes: undefined },
    { operation: 'UpdateItem', input: { ...update, ReturnValues: 'ALL_OLD' }, attributes: OLD },
    { operation: 'UpdateItem', input: { ...update, ReturnValues: 'ALL_NEW' }, attributes: NEW },
    {
      operation: 'UpdateItem',
      input: { ...update, ReturnValues: 'UPDATED_OLD' },
      attributes: { n: { N: '1' }, doc: { M: { a: { S: 'x' } } } },
    },
    {
      operation: 'UpdateItem',
      input: { ...update, ReturnValues: 'UPDATED_NEW' },
      attributes: { n: { N: '2' }, doc: { M: { a: { N: '1' } } } },
    },
  ])('$operation with $input.ReturnValues answers $attributes', async ({ operation, input, attributes }) => {
    const { call } = await withOld();
    expect(await call(operation, { TableName: 'orders', ...input })).toEqual(
      attributes === undefined ? {} : { Attributes: attributes },
    );
  });

  it.each(['ALL_NEW', 'UPDATED_OLD', 'UPDATED_NEW'])('PutItem does not take %s', async (ReturnValues) => {
    const { refusal } = await withOld();
    expect(await refusal('PutItem', { TableName: 'orders', Item: OLD, ReturnValues })).toBe(
      'ReturnValues can only be ALL_OLD or NONE',
    );
  });
});

describe('a condition that fails', () => {
  const failing = { ConditionExpression: 'n > :n', ExpressionAttributeValues: { ':n': { N: '5' } } };

  it.each([
    { operation: 'PutItem', input: { Item: OLD } },
    { operation: 'DeleteItem', input: { Key: key('one') } },
    { operation: 'UpdateItem', input: { Key: key('one'), UpdateExpression: 'REMOVE n' } },
  ])('leaves the item of $operation as it was and answers it if asked to', async ({ operation, input }) => {
    const { call } = await withOld();
    const request = { TableName: 'orders', ...input, ...failing };
    await expect(call(operation, request)).rejects.toMatchObject({
      code: 'ConditionalCheckFailedException',
      message: 'The conditional request failed',
      members: {},
    });
    await expect(call(operation, { ...request, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' })).rejects.toMatchObject(
      {
        members: { Item: OLD },
      },
    );
    expect(await call('GetItem', { TableName: 'orders', Key: key('one') })).toEqual({ Item: OLD });
  });

  it('answers no item when there was none', async () => {
    const { call } = await withOld();
    const request = {
      TableName: 'orders',
      Key: key('two'),
      ...failing,
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    };
    await expect(call('DeleteItem', request)).rejects.toMatchObject({ members: {} });
  });
});

describe('a write is refused', () => {
  const notValid = 'One or more parameter values are not valid. ';
  const invalid = 'One or more parameter values were invalid: ';
  const level = (depth: number): object => (depth === 0 ? { S: 'x' } : { L: [level(depth - 1)] });
  it.each([
    { when: 'the key is missing', item: { pk: { S: 'a' } }, message: `${invalid}Missing the key sk in the item` },
    {
      when: 'the key has another type',
      item: { ...key('a'), pk: { N: '1' } },
      message: `${invalid}Type mismatch for key pk expected: S actual: N`,
    },
    {
      when: 'the key is empty',
      item: key(''),
      message: `${notValid}The AttributeValue for a key attribute cannot contain an empty string value. Key: pk`,
    },
    {
      when: 'the partition key is longer than 2,048 bytes',
      item: key('é'.repeat(1025)),
      message: `${invalid}Size of hashkey has exceeded the maximum size limit of2048 bytes`,
    },
    {
      when: 'the sort key is longer than 1,024 bytes',
      item: key('a', 'x'.repeat(1025)),
      message: `${invalid}Aggregated size of all range keys has exceeded the size limit of 1024 bytes`,
    },
    {
      when: 'the key of an index has another type',
      item: { ...key('a'), rating: { S: '1' } },
      message: `${invalid}Type mismatch for Index Key rating Expected: N Actual: S IndexName: rated`,
    },
    {
      when: 'the item is larger than 400 KB',
      item: { ...key('a'), x: { S: 'x'.repeat(400 * 1024 - 6) } },
      message: 'Item size has exceeded the maximum allowed size',
    },
    {
      when: 'a value has no type',
      item: { ...key('a'), x: {} },
      message: 'Supplied AttributeValue is empty, must contain exactly one of the supported datatypes',
    },
    {
      when: 'a value has an unknown type',
      item: { ...key('a'), x: { Z: '1' } },
      message: 'Supplied AttributeValue is empty, must contain exactly one of the supported datatypes',
    },
    {
      when: 'a value has two types',
      item: { ...key('a'), x: { S: 'a', N: '1' } },
      message:
        'Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes',
    },
    {
      when: 'a null is false',
      item: { ...key('a'), x: { NULL: false } },
      message: `${invalid}Null attribute value types must have the value of true`,
    },
    {
      when: 'a set is empty',
      item: { ...key('a'), x: { SS: [] } },
      message: `${invalid}An string set  may not be empty`,
    },
    {
      when: 'a set has a member twice',
      item: { ...key('a'), x: { SS: ['a', 'a'] } },
      message: `${invalid}Input collection [a, a] contains duplicates.`,
    },
    {
      when: 'a set has a number twice',
      item: { ...key('a'), x: { NS: ['1', '1.0'] } },
      message: 'Input collection contains duplicates',
    },
    {
      when: 'a value is nested more than 32 levels deep',
      item: { ...key('a'), x: level(32) },
      message:
        'Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit',
    },
    {
      when: 'a number is sent as a number',
      item: { ...key('a'), x: { N: 1 } },
      message: 'NUMBER_VALUE cannot be converted to String',
    },
  ])('when $when', async ({ item, message }) => {
    const { refusal } = createEmbeddedDynamoDb();
    expect(await refusal('PutItem', { TableName: 'orders', Item: item })).toBe(message);
  });

  it('accepts the longest keys, the largest item, the deepest value and empty text', async () => {
    const { refusal } = createEmbeddedDynamoDb();
    const items = [
      key('x'.repeat(2048), 'y'.repeat(1024)),
      { ...key('a'), x: { S: 'x'.repeat(400 * 1024 - 7) } },
      { ...key('a'), x: level(31) },
      { ...key('a'), x: { S: '' }, y: { SS: [''] }, z: { B: new Uint8Array() } },
    ];
    for (const item of items) expect(await refusal('PutItem', { TableName: 'orders', Item: item })).toBe('accepted');
  });

  it('when an update makes the item too large', async () => {
    const { refusal } = createEmbeddedDynamoDb();
    const request = {
      TableName: 'orders',
      Key: key('a'),
      UpdateExpression: 'SET x = :x',
      ExpressionAttributeValues: { ':x': { S: 'x'.repeat(400 * 1024) } },
    };
    expect(await refusal('UpdateItem', request)).toBe('Item size to update has exceeded the maximum allowed size');
  });

  it('when the key of a request is not that of the table', async () => {
    const { refusal } = createEmbeddedDynamoDb();
    for (const Key of [{}, { pk: { S: 'a' } }, { ...key('a'), x: { S: 'b' } }, { pk: { S: 'a' }, sk: { N: '1' } }]) {
      expect(await refusal('GetItem', { TableName: 'orders', Key })).toBe(
        'The provided key element does not match the schema',
      );
    }
  });

  it.each([
    { input: { TableName: 'nowhere', Key: key('a') }, message: 'Requested resource not found' },
    {
      input: {},
      message:
        "2 validation errors detected: Value null at 'tableName' failed to satisfy constraint: Member must not be null; Value null at 'key' failed to satisfy constraint: Member must not be null",
    },
    {
      input: { TableName: 'a', Key: key('a'), ReturnConsumedCapacity: 'hi' },
      message:
        "2 validation errors detected: Value 'a' at 'tableName' failed to satisfy constraint: Member must have length greater than or equal to 3; Value 'hi' at 'returnConsumedCapacity' failed to satisfy constraint: Member must satisfy enum value set: [INDEXES, TOTAL, NONE]",
    },
  ])('with $message', async ({ input, message }) => {
    const { refusal } = createEmbeddedDynamoDb();
    expect(await refusal('GetItem', input)).toBe(message);
  });

  it('and ends the run when it has a parameter that is not modelled', async () => {
    const { call, kernel } = createEmbeddedDynamoDb();
    await expect(call('PutItem', { TableName: 'orders', Item: key('a'), Expected: {} })).rejects.toThrow(
      'the embedded DynamoDB does not model the legacy parameter Expected of PutItem',
    );
    await expect(kernel.clock.advance(1)).rejects.toThrow('legacy parameter Expected');
  });
});

describe('what is stored', () => {
  it('is not changed by changing what was sent or answered', async () => {
    const { call } = createEmbeddedDynamoDb();
    const bytes = new Uint8Array([1]);
    const sent = { ...key('a'), doc: { M: { list: { L: [{ S: 'x' }] } } }, tags: { SS: ['a'] }, bytes: { B: bytes } };
    const expected = structuredClone(sent);
    const read = async () => (await call('GetItem', { TableName: 'orders', Key: key('a') }))['Item'] as typeof sent;
    await call('PutItem', { TableName: 'orders', Item: sent });
    bytes[0] = 9;
    sent.doc.M.list.L.push({ S: 'y' });
    sent.tags.SS.push('b');
    const answered = await read();
    expect(answered).toEqual(expected);
    answered.doc.M.list.L.pop();
    answered.bytes.B[0] = 7;
    answered.tags.SS.length = 0;
    expect(await read()).toEqual(expected);
  });

  it('takes binary as base64 text too, as state machines send it', async () => {
    const { call } = createEmbeddedDynamoDb();
    await call('PutItem', { TableName: 'orders', Item: { ...key('a'), x: { B: 'AQID' }, y: { BS: ['AQ=='] } } });
    expect(await call('GetItem', { TableName: 'orders', Key: key('a') })).toEqual({
      Item: { ...key('a'), x: { B: new Uint8Array([1, 2, 3]) }, y: { BS: [new Uint8Array([1])] } },
    });
  });

  it('has normalized numbers', async () => {
    const { call } = createEmbeddedDynamoDb();
    await call('PutItem', { TableName: 'orders', Item: { ...key('a'), x: { N: '01.50' }, y: { NS: ['1e2'] } } });
    expect(await call('GetItem', { TableName: 'orders', Key: key('a') })).toEqual({
      Item: { ...key('a'), x: { N: '1.5' }, y: { NS: ['100'] } },
    });
  });
});

describe('consumed capacity', () => {
  it.each([
    { what: 'is not answered unless asked for', input: {}, capacity: undefined },
    { what: 'is not answered for NONE', input: { ReturnConsumedCapacity: 'NONE' }, capacity: undefined },
    {
      what: 'counts every index that changes',
      input: { ReturnConsumedCapacity: 'TOTAL' },
      capacity: { TableName: 'orders', CapacityUnits: 5 },
    },
    {
      what: 'is split by index for INDEXES',
      input: { ReturnConsumedCapacity: 'INDEXES' },
      capacity: {
        TableName: 'orders',
        CapacityUnits: 5,
        Table: { CapacityUnits: 2 },
        GlobalSecondaryIndexes: { rated: { CapacityUnits: 2 } },
        LocalSecondaryIndexes: { byRating: { CapacityUnits: 1 } },
      },
    },
  ])('$what', async ({ input, capacity }) => {
    const { call } = createEmbeddedDynamoDb();
    const Item = { ...key('a'), rating: { N: '1' }, x: { S: 'x'.repeat(1500) } };
    expect(await call('PutItem', { TableName: 'orders', Item, ...input })).toEqual(
      capacity === undefined ? {} : { ConsumedCapacity: capacity },
    );
  });

  it('of a read is halved when it need not be consistent', async () => {
    const { call } = createEmbeddedDynamoDb();
    await call('PutItem', { TableName: 'orders', Item: { ...key('a'), x: { S: 'x'.repeat(5000) } } });
    const read = { TableName: 'orders', Key: key('a'), ReturnConsumedCapacity: 'TOTAL', ProjectionExpression: 'pk' };
    expect(await call('GetItem', read)).toMatchObject({ ConsumedCapacity: { CapacityUnits: 1 } });
    expect(await call('GetItem', { ...read, ConsistentRead: true })).toMatchObject({
      ConsumedCapacity: { CapacityUnits: 2 },
    });
  });
});
