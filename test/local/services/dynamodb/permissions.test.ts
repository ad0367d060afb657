import { describe, expect, it } from 'vitest';
import { createEmbeddedDynamoDb, key, TABLE_PROPERTIES } from './embedded-dynamodb.ts';

const TABLE = 'arn:aws:dynamodb:eu-west-1:123456789012:table/orders';
const KEY = 'arn:aws:kms:eu-west-1:123456789012:key/orders-key';
const encrypted = { ...TABLE_PROPERTIES, SSESpecification: { SSEEnabled: true, KMSMasterKeyId: KEY } };
const READERS = ['Decrypt', 'DescribeKey'];
const WRITERS = [
  ...READERS,
  'Encrypt',
  'ReEncryptFrom',
  'ReEncryptTo',
  'GenerateDataKey',
  'GenerateDataKeyWithoutPlaintext',
];
const usesOfKey = (action: string) =>
  (/:(Put|Update|Delete|BatchWrite)Item$/.test(action) ? WRITERS : READERS).map((use) => ({
    action: `kms:${use}`,
    resource: KEY,
  }));

const shown = (requests: readonly { action: string; resource: string }[]) =>
  requests.map(({ action, resource }) => ({ action, resource }));

const read = {
  TableName: 'orders',
  KeyConditionExpression: 'pk = :p',
  ExpressionAttributeValues: { ':p': { S: 'p' } },
};
const get = { TableName: 'orders', Key: key('a') };

describe('a call needs', () => {
  it.each([
    { operation: 'GetItem', input: get, needs: [{ action: 'dynamodb:GetItem', resource: TABLE }] },
    {
      operation: 'PutItem',
      input: { TableName: 'orders', Item: key('a') },
      needs: [{ action: 'dynamodb:PutItem', resource: TABLE }],
    },
    { operation: 'UpdateItem', input: get, needs: [{ action: 'dynamodb:UpdateItem', resource: TABLE }] },
    { operation: 'DeleteItem', input: get, needs: [{ action: 'dynamodb:DeleteItem', resource: TABLE }] },
    { operation: 'Query', input: read, needs: [{ action: 'dynamodb:Query', resource: TABLE }] },
    {
      operation: 'Query',
      input: { ...read, IndexName: 'due' },
      needs: [{ action: 'dynamodb:Query', resource: `${TABLE}/index/due` }],
    },
    { operation: 'Scan', input: { TableName: TABLE }, needs: [{ action: 'dynamodb:Scan', resource: TABLE }] },
    {
      operation: 'BatchGetItem',
      input: { RequestItems: { orders: { Keys: [key('a')] } } },
      needs: [{ action: 'dynamodb:BatchGetItem', resource: TABLE }],
    },
    {
      operation: 'BatchWriteItem',
      input: { RequestItems: { orders: [{ DeleteRequest: { Key: key('a') } }] } },
      needs: [{ action: 'dynamodb:BatchWriteItem', resource: TABLE }],
    },
    {
      operation: 'TransactWriteItems',
      input: {
        TransactItems: [
          { Put: { TableName: 'orders', Item: key('a') } },
          { Update: get },
          { Delete: get },
          { ConditionCheck: get },
        ],
      },
      needs: ['PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'].map((action) => ({
        action: `dynamodb:${action}`,
        resource: TABLE,
      })),
    },
    {
      operation: 'TransactGetItems',
      input: { TransactItems: [{ Get: get }] },
      needs: [{ action: 'dynamodb:GetItem', resource: TABLE }],
    },
  ])('$operation on its table or index, and the key of an encrypted one', ({ operation, input, needs }) => {
    expect(shown(createEmbeddedDynamoDb().permissions(operation, input))).toEqual(needs);
    const withKey = shown(createEmbeddedDynamoDb(encrypted).permissions(operation, input));
    expect(withKey).toEqual(needs.flatMap((need) => [need, ...usesOfKey(need.action)]));
  });

  it.each([
    {
      operation: 'DescribeTable',
      input: { TableName: 'orders' },
      needs: { action: 'dynamodb:DescribeTable', resource: TABLE },
    },
    {
      operation: 'DeleteTable',
      input: { TableName: 'orders' },
      needs: { action: 'dynamodb:DeleteTable', resource: TABLE },
    },
    {
      operation: 'UpdateTimeToLive',
      input: { TableName: 'orders' },
      needs: { action: 'dynamodb:UpdateTimeToLive', resource: TABLE },
    },
    {
      operation: 'DescribeTimeToLive',
      input: { TableName: 'orders' },
      needs: { action: 'dynamodb:DescribeTimeToLive', resource: TABLE },
    },
    { operation: 'ListTables', input: {}, needs: { action: 'dynamodb:ListTables', resource: '*' } },
  ])('$operation without the key', ({ operation, input, needs }) => {
    expect(shown(createEmbeddedDynamoDb(encrypted).permissions(operation, input))).toEqual([needs]);
  });

  it('CreateTable with all that DynamoDB asks of a customer managed key', () => {
    const input = { TableName: 'new', SSESpecification: { Enabled: true, KMSMasterKeyId: 'orders-key' } };
    const needs = createEmbeddedDynamoDb().permissions('CreateTable', input);
    expect(needs.map(({ action }) => action).toSorted()).toEqual([
      'dynamodb:CreateTable',
      'kms:CreateGrant',
      'kms:Decrypt',
      'kms:DescribeKey',
      'kms:Encrypt',
      'kms:GenerateDataKey',
      'kms:GenerateDataKeyWithoutPlaintext',
      'kms:ReEncryptFrom',
      'kms:ReEncryptTo',
    ]);
    expect(needs.slice(1).every(({ resource }) => resource === KEY)).toBe(true);
  });
});

describe('the context of a call has', () => {
  it.each([
    {
      what: 'the partition key of a key',
      operation: 'GetItem',
      input: get,
      context: { 'dynamodb:LeadingKeys': ['a'] },
    },
    {
      what: 'the partition key of a query',
      operation: 'Query',
      input: read,
      context: { 'dynamodb:LeadingKeys': ['p'] },
    },
    {
      what: 'the partition keys of a batch',
      operation: 'BatchGetItem',
      input: { RequestItems: { orders: { Keys: [key('a'), key('b')] } } },
      context: { 'dynamodb:LeadingKeys': ['a', 'b'] },
    },
    {
      what: 'the attributes of all expressions',
      operation: 'UpdateItem',
      input: {
        ...get,
        UpdateExpression: 'SET x.y = #n',
        ConditionExpression: 'z = :z',
        ExpressionAttributeNames: { '#n': 'name' },
      },
      context: { 'dynamodb:Attributes': ['pk', 'sk', 'z', 'x', 'name'] },
    },
    {
      what: 'ReturnValues',
      operation: 'UpdateItem',
      input: { ...get, ReturnValues: 'ALL_NEW' },
      context: { 'dynamodb:ReturnValues': 'ALL_NEW' },
    },
    {
      what: 'Select',
      operation: 'Scan',
      input: { TableName: 'orders', Select: 'COUNT' },
      context: { 'dynamodb:Select': 'COUNT' },
    },
    {
      what: 'the transaction around it',
      operation: 'TransactWriteItems',
      input: { TransactItems: [{ Delete: get }] },
      context: { 'dynamodb:EnclosingOperation': 'TransactWriteItems' },
    },
    { what: 'the tags of the table', operation: 'GetItem', input: get, context: { 'aws:ResourceTag/owner': 'tests' } },
  ])('$what', ({ operation, input, context }) => {
    expect(createEmbeddedDynamoDb().permissions(operation, input)[0]?.context).toMatchObject(context);
  });

  it('who asks for the key', () => {
    expect(createEmbeddedDynamoDb(encrypted).permissions('GetItem', get)[1]?.context).toEqual({
      'kms:ViaService': 'dynamodb.eu-west-1.amazonaws.com',
      'kms:CallerAccount': '123456789012',
      'kms:EncryptionContext:aws:dynamodb:tableName': 'orders',
      'kms:EncryptionContext:aws:dynamodb:subscriberId': '123456789012',
    });
  });

  it('no keys of a request that is not valid, which fails only when it runs', () => {
    const input = { ...read, KeyConditionExpression: 'not valid' };
    const [request] = createEmbeddedDynamoDb().permissions('Query', input);
    expect(request?.context).not.toHaveProperty('dynamodb:LeadingKeys');
  });
});

it.each([
  { operation: 'GetItem', input: {} },
  { operation: 'BatchGetItem', input: {} },
  { operation: 'TransactGetItems', input: { TransactItems: [{}] } },
  { operation: 'TransactWriteItems', input: { TransactItems: [{}] } },
])('looking up what a malformed $operation needs does not fail: running it does', async ({ operation, input }) => {
  const { permissions, call } = createEmbeddedDynamoDb();
  expect(() => permissions(operation, input)).not.toThrow();
  await expect(call(operation, input)).rejects.toMatchObject({ code: 'ValidationException' });
});
