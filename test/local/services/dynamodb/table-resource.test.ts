import { describe, expect, it } from 'vitest';
import { createEmbeddedDynamoDb, key, START_AT_MS, TABLE_PROPERTIES } from './embedded-dynamodb.ts';

const ARN = 'arn:aws:dynamodb:eu-west-1:123456789012:table/orders';
const simple = {
  TableName: 'simple',
  KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
  AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
  BillingMode: 'PAY_PER_REQUEST',
};

describe('a table of a template', () => {
  it('answers Ref and Fn::GetAtt', () => {
    const { createTable } = createEmbeddedDynamoDb(simple);
    expect(createTable()).toEqual({
      ref: 'orders',
      attributes: { Arn: ARN, StreamArn: `${ARN}/stream/2026-03-02T00:00:00.000` },
    });
    const { TableName: _, ...unnamed } = simple;
    expect(createTable(unnamed).ref).toMatch(/^stack-Table-[0-9A-F]{12}$/);
  });

  it('is active at once and described in full', async () => {
    const { call } = createEmbeddedDynamoDb({
      ...TABLE_PROPERTIES,
      SSESpecification: { SSEEnabled: true, SSEType: 'KMS', KMSMasterKeyId: 'alias/orders' },
      DeletionProtectionEnabled: 'true',
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      Tags: [{ Key: 'a', Value: 'b' }],
    });
    await call('PutItem', { TableName: 'orders', Item: key('a') });
    expect(await call('DescribeTable', { TableName: 'orders' })).toMatchObject({
      Table: {
        TableName: 'orders',
        TableArn: ARN,
        TableStatus: 'ACTIVE',
        CreationDateTime: new Date(START_AT_MS),
        KeySchema: TABLE_PROPERTIES.KeySchema,
        AttributeDefinitions: TABLE_PROPERTIES.AttributeDefinitions,
        BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
        ItemCount: 1,
        DeletionProtectionEnabled: true,
        GlobalSecondaryIndexes: [
          {
            IndexName: 'due',
            IndexArn: `${ARN}/index/due`,
            IndexStatus: 'ACTIVE',
            Projection: { ProjectionType: 'KEYS_ONLY' },
          },
          { IndexName: 'rated', Projection: { ProjectionType: 'ALL' } },
        ],
        StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
        SSEDescription: {
          Status: 'ENABLED',
          SSEType: 'KMS',
          KMSMasterKeyArn: 'arn:aws:kms:eu-west-1:123456789012:alias/orders',
        },
      },
    });
  });

  it('ends the run when it has a property that is not modelled', () => {
    const { createTable } = createEmbeddedDynamoDb();
    expect(() => createTable({ ...simple, KinesisStreamSpecification: {} })).toThrow(
      'the embedded DynamoDB does not model the property KinesisStreamSpecification of AWS::DynamoDB::Table Table',
    );
  });
});

describe('CreateTable and DeleteTable', () => {
  it('take a while', async () => {
    const { call, kernel, refusal } = createEmbeddedDynamoDb();
    expect(await call('CreateTable', simple)).toMatchObject({ TableDescription: { TableStatus: 'CREATING' } });
    expect(await refusal('GetItem', { TableName: 'simple', Key: { id: { S: 'a' } } })).toBe(
      'Requested resource not found',
    );
    expect(await refusal('DeleteTable', { TableName: 'simple' })).toBe(
      'Attempt to change a resource which is still in use: Table is being created: simple',
    );
    await kernel.clock.advance(5000);
    expect(await call('GetItem', { TableName: 'simple', Key: { id: { S: 'a' } } })).toEqual({});
    expect(await call('DeleteTable', { TableName: 'simple' })).toMatchObject({
      TableDescription: { TableStatus: 'DELETING' },
    });
    await kernel.clock.advance(5000);
    expect(await refusal('DescribeTable', { TableName: 'simple' })).toBe(
      'Requested resource not found: Table: simple not found',
    );
  });

  it('do not delete a protected table', async () => {
    const { refusal } = createEmbeddedDynamoDb({ ...simple, DeletionProtectionEnabled: true });
    expect(await refusal('DeleteTable', { TableName: 'simple' })).toBe(
      'Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.',
    );
  });

  const invalid = 'One or more parameter values were invalid: ';
  it.each([
    { when: 'it exists', input: { ...simple, TableName: 'orders' }, message: 'Table already exists: orders' },
    {
      when: 'a key attribute is not defined',
      input: { ...simple, AttributeDefinitions: [{ AttributeName: 'x', AttributeType: 'S' }] },
      message: `${invalid}Some index key attributes are not defined in AttributeDefinitions. Keys: [id], AttributeDefinitions: [x]`,
    },
    {
      when: 'an attribute is defined that is no key',
      input: {
        ...simple,
        AttributeDefinitions: [...simple.AttributeDefinitions, { AttributeName: 'x', AttributeType: 'S' }],
      },
      message: `${invalid}Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions`,
    },
    {
      when: 'it is provisioned without saying how much',
      input: { ...simple, BillingMode: 'PROVISIONED' },
      message: `${invalid}ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED`,
    },
    {
      when: 'it is billed in an unknown way',
      input: { ...simple, BillingMode: 'FREE' },
      message:
        "1 validation error detected: Value 'FREE' at 'billingMode' failed to satisfy constraint: Member must satisfy enum value set: [PROVISIONED, PAY_PER_REQUEST]",
    },
  ])('refuse a table when $when', async ({ input, message }) => {
    const { refusal } = createEmbeddedDynamoDb();
    expect(await refusal('CreateTable', input)).toBe(message);
  });

  it('are listed page by page', async () => {
    const { call, createTable } = createEmbeddedDynamoDb();
    createTable({ ...simple, TableName: 'abc' });
    createTable({ ...simple, TableName: 'xyz' });
    const first = await call('ListTables', { Limit: 2 });
    expect(first).toEqual({ TableNames: ['abc', 'orders'], LastEvaluatedTableName: 'orders' });
    expect(await call('ListTables', { ExclusiveStartTableName: 'orders' })).toEqual({ TableNames: ['xyz'] });
  });
});
