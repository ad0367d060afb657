import {
  BatchGetItemCommand,
  DynamoDBClient,
  PutItemCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { toAttributes } from '../../../functions/adapters/attribute-values.ts';
import { DynamoTable } from '../../../functions/adapters/dynamo-table.ts';
import { DynamoTierStore } from '../../../functions/adapters/dynamo-tier-store.ts';

const client = mockClient(DynamoDBClient);
const table = new DynamoTable(new DynamoDBClient({ region: 'eu-west-1' }), 'state');
const KEY = { pk: 'TIER#web', sk: 'STATE' };
const SWITCH = { pk: 'SWITCH', sk: 'GLOBAL' };
const item = { ...KEY, revision: 2 };
const keysOf = (index: number) =>
  client.commandCalls(BatchGetItemCommand)[index]?.args[0].input.RequestItems?.['state']?.Keys?.length;

describe('the state table', () => {
  beforeEach(() => client.reset());

  it('reads 99 tiers and the switch consistently with one call', async () => {
    client.on(BatchGetItemCommand).resolves({});
    await new DynamoTierStore(table).load(Array.from({ length: 99 }, (_, index) => `t${index}`));
    expect(client.commandCalls(BatchGetItemCommand)).toHaveLength(1);
    expect(keysOf(0)).toBe(100);
    expect(client.commandCalls(BatchGetItemCommand)[0]?.args[0].input.RequestItems?.['state']?.ConsistentRead).toBe(
      true,
    );
  });

  it('asks again for what DynamoDB left unprocessed', async () => {
    client
      .on(BatchGetItemCommand)
      .resolvesOnce({ Responses: { state: [] }, UnprocessedKeys: { state: { Keys: [toAttributes(KEY)] } } })
      .resolvesOnce({ Responses: { state: [toAttributes(item)] } });
    const { items, unread } = await table.read([SWITCH, KEY]);
    expect([items.size, unread.size]).toEqual([1, 0]);
    expect([keysOf(0), keysOf(1)]).toEqual([2, 1]);
  });

  it('takes a tier that stays unprocessed for unreadable, never for new', async () => {
    client.on(BatchGetItemCommand).resolves({ UnprocessedKeys: { state: { Keys: [toAttributes(KEY)] } } });
    const { states, unreadable } = await new DynamoTierStore(table).load(['web', 'api']);
    expect([...states.keys()]).toEqual(['api']);
    expect(unreadable.get('web')).toMatchObject({ name: 'StateUnreadable' });
  });

  it('does nothing when the switch stays unprocessed', async () => {
    client.on(BatchGetItemCommand).resolves({ UnprocessedKeys: { state: { Keys: [toAttributes(SWITCH)] } } });
    await expect(new DynamoTierStore(table).load(['web'])).rejects.toMatchObject({ name: 'StateUnreadable' });
  });

  it.each([
    { codes: ['ConditionalCheckFailed', 'None'], isLost: true },
    { codes: ['TransactionConflict', 'None'], isLost: true },
    { codes: ['ThrottlingError', 'None'], isLost: false },
    { codes: ['ConditionalCheckFailed', 'ValidationError'], isLost: false },
  ])('takes a transaction cancelled with $codes for a lost race: $isLost', async ({ codes, isLost }) => {
    const CancellationReasons = codes.map((Code) => ({ Code }));
    const cancelled = new TransactionCanceledException({ message: 'cancelled', $metadata: {}, CancellationReasons });
    client.on(TransactWriteItemsCommand).rejects(cancelled);
    const replaced = table.replace(item, 1, { ...KEY, sk: 'DECISION#1' });
    await (isLost ? expect(replaced).resolves.toBe(false) : expect(replaced).rejects.toBe(cancelled));
  });

  it('takes a put that meets a transaction for a lost race', async () => {
    client.on(PutItemCommand).rejects(Object.assign(new Error('conflict'), { name: 'TransactionConflictException' }));
    expect(await table.replace(item, 1, null)).toBe(false);
  });

  it('throws what is no race', async () => {
    client.on(PutItemCommand).rejects(new Error('no permission'));
    await expect(table.replace(item, 1, null)).rejects.toThrow('no permission');
  });
});
