import { describe, expect, it } from 'vitest';
import { createEmbeddedDynamoDb, key } from './embedded-dynamodb.ts';

const put = (pk: string, more: object = {}) => ({ Put: { TableName: 'orders', Item: key(pk), ...more } });
const IS_NEW = { ConditionExpression: 'attribute_not_exists(pk)' };
const MUST_EXIST = { ConditionExpression: 'attribute_exists(pk)' };

const count = (pk: string, more: object = {}) => ({
  Update: {
    TableName: 'orders',
    Key: key(pk),
    UpdateExpression: 'ADD n :one',
    ExpressionAttributeValues: { ':one': { N: '1' } },
    ...more,
  },
});

const stored = async (call: ReturnType<typeof createEmbeddedDynamoDb>['call']) =>
  ((await call('Scan', { TableName: 'orders' }))['Items'] as { pk: { S: string } }[])
    .map(({ pk }) => pk.S)
    .toSorted((a, b) => a.localeCompare(b));

describe('a transaction', () => {
  it('does all of its writes', async () => {
    const { call } = createEmbeddedDynamoDb();
    await call('PutItem', { TableName: 'orders', Item: key('old') });
    const TransactItems = [
      { ConditionCheck: { TableName: 'orders', Key: key('switch'), ...IS_NEW } },
      put('new', IS_NEW),
      count('counter'),
      { Delete: { TableName: 'orders', Key: key('old'), ...MUST_EXIST } },
    ];
    expect(await call('TransactWriteItems', { TransactItems })).toEqual({});
    expect(await stored(call)).toEqual(['counter', 'new']);
  });

  it('does none of them when a condition fails, and gives each its reason', async () => {
    const { call } = createEmbeddedDynamoDb();
    await call('PutItem', { TableName: 'orders', Item: { ...key('taken'), n: { N: '7' } } });
    const TransactItems = [
      put('new'),
      put('taken', { ...IS_NEW, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' }),
      { ConditionCheck: { TableName: 'orders', Key: key('switch'), ...MUST_EXIST } },
      count('taken2', { UpdateExpression: 'SET n = n + :one' }),
    ];
    await expect(call('TransactWriteItems', { TransactItems })).rejects.toMatchObject({
      code: 'TransactionCanceledException',
      message:
        'Transaction cancelled, please refer cancellation reasons for specific reasons [None, ConditionalCheckFailed, ConditionalCheckFailed, ValidationError]',
      members: {
        CancellationReasons: [
          { Code: 'None' },
          {
            Code: 'ConditionalCheckFailed',
            Message: 'The conditional request failed',
            Item: { ...key('taken'), n: { N: '7' } },
          },
          { Code: 'ConditionalCheckFailed', Message: 'The conditional request failed' },
          {
            Code: 'ValidationError',
            Message: 'The provided expression refers to an attribute that does not exist in the item',
          },
        ],
      },
    });
    expect(await stored(call)).toEqual(['taken']);
  });

  it.each([
    {
      when: 'it names an item twice',
      input: { TransactItems: [put('a'), { ConditionCheck: { TableName: 'orders', Key: key('a'), ...IS_NEW } }] },
      message: 'Transaction request cannot include multiple operations on one item',
    },
    {
      when: 'it is empty',
      input: { TransactItems: [] },
      message:
        "1 validation error detected: Value '[]' at 'transactItems' failed to satisfy constraint: Member must have length greater than or equal to 1",
    },
    {
      when: 'an action has no key',
      input: { TransactItems: [{ Delete: { TableName: 'orders' } }] },
      message:
        "1 validation error detected: Value null at 'transactItems.1.member.delete.key' failed to satisfy constraint: Member must not be null",
    },
    {
      when: 'an item names no action',
      input: { TransactItems: [{ Nothing: {} }] },
      message: 'The action or operation requested is invalid. Verify that the action is typed correctly.',
    },
    {
      when: 'an item names two actions',
      input: { TransactItems: [{ ...put('a'), ...count('b') }] },
      message: 'TransactItems can only contain one of Check, Put, Update or Delete',
    },
    {
      when: 'a table does not exist',
      input: { TransactItems: [put('a', { TableName: 'nowhere' })] },
      message: 'Requested resource not found',
    },
    {
      when: 'its items are larger than 4 MB',
      input: {
        TransactItems: Array.from({ length: 11 }, (_, index) =>
          put(`a${index}`, { Item: { ...key(`a${index}`), x: { S: 'x'.repeat(400_000) } } }),
        ),
      },
      message: 'The aggregate size of the items in the transaction cannot exceed 4 MB',
    },
  ])('is refused when $when', async ({ input, message }) => {
    const { refusal, call } = createEmbeddedDynamoDb();
    expect(await refusal('TransactWriteItems', input)).toBe(message);
    expect(await stored(call)).toEqual([]);
  });

  it('takes 100 actions and no more', async () => {
    const { refusal } = createEmbeddedDynamoDb();
    const actions = Array.from({ length: 101 }, (_, index) => put(`a${index}`));
    expect(await refusal('TransactWriteItems', { TransactItems: actions.slice(1) })).toBe('accepted');
    expect(await refusal('TransactWriteItems', { TransactItems: actions })).toContain(
      'Member must have length less than or equal to 100',
    );
  });

  it('costs twice what its writes would, and reads when it is repeated', async () => {
    const { call } = createEmbeddedDynamoDb();
    const input = { TransactItems: [put('a'), put('b')], ClientRequestToken: 't', ReturnConsumedCapacity: 'TOTAL' };
    const capacity = { ConsumedCapacity: [{ TableName: 'orders', CapacityUnits: 4 }] };
    expect(await call('TransactWriteItems', input)).toEqual(capacity);
    expect(await call('TransactWriteItems', input)).toEqual(capacity);
  });
});

describe('a client request token', () => {
  const input = { TransactItems: [count('counter')], ClientRequestToken: 'token' };
  const counted = async (call: ReturnType<typeof createEmbeddedDynamoDb>['call']) =>
    ((await call('GetItem', { TableName: 'orders', Key: key('counter') }))['Item'] as { n: { N: string } }).n.N;

  it('makes a repetition within ten minutes succeed without effect', async () => {
    const { call, kernel } = createEmbeddedDynamoDb();
    await call('TransactWriteItems', input);
    await kernel.clock.advance(599_999);
    await call('TransactWriteItems', input);
    expect(await counted(call)).toBe('1');
  });

  it('is forgotten after ten minutes', async () => {
    const { call, kernel } = createEmbeddedDynamoDb();
    await call('TransactWriteItems', input);
    await kernel.clock.advance(600_000);
    await call('TransactWriteItems', input);
    expect(await counted(call)).toBe('2');
  });

  it('may not come back with another request', async () => {
    const { call } = createEmbeddedDynamoDb();
    await call('TransactWriteItems', input);
    await expect(call('TransactWriteItems', { ...input, TransactItems: [count('other')] })).rejects.toMatchObject({
      code: 'IdempotentParameterMismatchException',
    });
  });

  it('is free again when the transaction was cancelled', async () => {
    const { call } = createEmbeddedDynamoDb();
    const guarded = { ...input, TransactItems: [count('counter', MUST_EXIST)] };
    await expect(call('TransactWriteItems', guarded)).rejects.toThrow('ConditionalCheckFailed');
    await call('PutItem', { TableName: 'orders', Item: key('counter') });
    await call('TransactWriteItems', guarded);
    expect(await counted(call)).toBe('1');
  });
});

describe('TransactGetItems', () => {
  it('answers in the order of the request', async () => {
    const { call } = createEmbeddedDynamoDb();
    await call('PutItem', { TableName: 'orders', Item: { ...key('a'), n: { N: '1' } } });
    const get = (pk: string, more: object = {}) => ({ Get: { TableName: 'orders', Key: key(pk), ...more } });
    const TransactItems = [get('gone'), get('a', { ProjectionExpression: 'n' })];
    expect(await call('TransactGetItems', { TransactItems })).toEqual({ Responses: [{}, { Item: { n: { N: '1' } } }] });
  });
});
