import { createKernel } from '../../local/create-kernel.ts';
import { createDynamoDb } from '../../local/services/dynamodb/dynamodb.ts';
import { measureRate, type Rate } from './rate.ts';

const ITEMS = 500;
const AT_LEAST = 10_000;

/** Updates on the condition of the revision that was read, each validated and parsed as any call is. */
export const measureConditionalWrites = async (): Promise<readonly Rate[]> => {
  const kernel = createKernel({ seed: 1, startAtMs: 0 });
  kernel.register(createDynamoDb(kernel).service);
  const call = (operation: string, input: object): Promise<unknown> =>
    kernel.call('dynamodb', operation, input, { kind: 'operator' });
  await call('CreateTable', {
    TableName: 'tiers',
    KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
    BillingMode: 'PAY_PER_REQUEST',
  });
  await kernel.clock.advance(60_000); // A table is created in a while.
  let revision = 0;
  const write = (index: number): Promise<unknown> =>
    call('UpdateItem', {
      TableName: 'tiers',
      Key: { pk: { S: `TIER#${index}` } },
      UpdateExpression: 'SET #revision = :next, target = :target ADD attempts :one',
      ConditionExpression: 'attribute_not_exists(pk) OR #revision = :seen',
      ExpressionAttributeNames: { '#revision': 'revision' },
      ExpressionAttributeValues: {
        ':seen': { N: String(revision) },
        ':next': { N: String(revision + 1) },
        ':target': { N: String(index) },
        ':one': { N: '1' },
      },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
  const batch = async (): Promise<number> => {
    for (let index = 0; index < ITEMS; index++) await write(index);
    revision += 1;
    return ITEMS;
  };
  return [await measureRate('validated conditional writes', batch, AT_LEAST)];
};
