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

const dynamo = new DynamoDBClient({ region: 'eu-west-1' });
const client = mockClient(dynamo);
const table = new DynamoTable(dynamo, 'state');
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

  describe('with a season in it', () => {
    const SEASON = { pk: 'TIER#web', sk: 'SEASON' };
    const state = { ...item, seasonHour: 7 };
    const answer = (...items: object[]) => ({ Responses: { state: items.map((each) => toAttributes({ ...each })) } });

    it('reads it again only when the state names another hour', async () => {
      client
        .on(BatchGetItemCommand)
        .resolvesOnce(answer(state))
        .resolvesOnce(answer({ ...SEASON, hour: 7, packed: Uint8Array.of(1) }))
        .resolvesOnce(answer(state))
        .resolvesOnce(answer({ ...state, seasonHour: 8 }))
        .resolvesOnce(answer({ ...SEASON, hour: 8, packed: Uint8Array.of(2) }));
      const store = new DynamoTierStore(table);
      const seen = async () => (await store.load(['web'])).seasons.get('web');
      expect([await seen(), await seen(), await seen()]).toEqual([1, 1, 2].map((value) => Uint8Array.of(value)));
      expect(client.commandCalls(BatchGetItemCommand)).toHaveLength(5);
    });

    it('takes a tier whose season stays unprocessed for unreadable, so that no decision forgets it', async () => {
      client
        .on(BatchGetItemCommand)
        .resolvesOnce(answer(state))
        .resolves({ UnprocessedKeys: { state: { Keys: [toAttributes(SEASON)] } } });
      const { states, unreadable } = await new DynamoTierStore(table).load(['web', 'api']);
      expect([...states.keys()]).toEqual(['api']);
      expect(unreadable.get('web')).toMatchObject({ name: 'StateUnreadable' });
    });

    it('decides without one that is lost', async () => {
      client.on(BatchGetItemCommand).resolvesOnce(answer(state)).resolvesOnce(answer());
      const { states, seasons } = await new DynamoTierStore(table).load(['web']);
      expect([states.size, seasons.size]).toEqual([1, 0]);
    });

    it('does not read it while the switch is off', async () => {
      client.on(BatchGetItemCommand).resolves(answer({ ...SWITCH, mode: 'off' }, state));
      await new DynamoTierStore(table).load(['web']);
      expect(client.commandCalls(BatchGetItemCommand)).toHaveLength(1);
    });
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
    const replaced = table.replace(item, 1, [{ ...KEY, sk: 'DECISION#1' }]);
    await (isLost ? expect(replaced).resolves.toBe(false) : expect(replaced).rejects.toBe(cancelled));
  });

  it('takes a put that meets a transaction for a lost race', async () => {
    client.on(PutItemCommand).rejects(Object.assign(new Error('conflict'), { name: 'TransactionConflictException' }));
    expect(await table.replace(item, 1, [])).toBe(false);
  });

  it('throws what is no race', async () => {
    client.on(PutItemCommand).rejects(new Error('no permission'));
    await expect(table.replace(item, 1, [])).rejects.toThrow('no permission');
  });
});
