import {
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { fromAttributes, toAttributes } from '../../functions/adapters/attribute-values.ts';
import { DynamoTable } from '../../functions/adapters/dynamo-table.ts';
import { createKernel } from '../../local/create-kernel.ts';
import { createDynamoDb } from '../../local/services/dynamodb/dynamodb.ts';
import { createWire } from '../../local/wire/wire.ts';
import { MINUTE_MS, NOW_MS } from '../fakes/builders.ts';
import type { TrailEntry } from '../fakes/memory-trail.ts';
import { ACCESS_KEY_ID, clientConfig, ROLE } from '../local/wire/virtual-client.ts';

const TABLE = 'state';

/** The state table in the embedded DynamoDB, reached by the real client over the wire, with what only tests write. */
export async function embeddedTable() {
  const kernel = createKernel({ seed: 3, startAtMs: NOW_MS - MINUTE_MS });
  kernel.connect({ authorizer: { check: () => undefined } });
  kernel.register(createDynamoDb(kernel).service);
  await kernel.call('dynamodb', 'CreateTable', definition, { kind: 'operator' });
  await kernel.clock.advance(MINUTE_MS); // a table is being created for a while
  const wire = createWire(kernel, (accessKeyId) => (accessKeyId === ACCESS_KEY_ID ? ROLE : undefined));
  const client = new DynamoDBClient(clientConfig(wire));
  return {
    table: new DynamoTable(client, TABLE),
    /** What an SDK integration of Step Functions does with an action such as `updateItem`. */
    call: (action: string, input: unknown): Promise<unknown> =>
      kernel.call('dynamodb', `${action.slice(0, 1).toUpperCase()}${action.slice(1)}`, input, { kind: 'operator' }),
    get: async (pk: string, sk = 'STATE'): Promise<Record<string, unknown>> => {
      const Key = toAttributes({ pk, sk });
      const { Item } = await client.send(new GetItemCommand({ TableName: TABLE, Key, ConsistentRead: true }));
      return fromAttributes(Item ?? {});
    },
    put: async (item: Record<string, unknown>): Promise<void> => {
      await client.send(new PutItemCommand({ TableName: TABLE, Item: toAttributes(item) }));
    },
    throwSwitch: async (mode: string): Promise<void> => {
      const Item = toAttributes({ pk: 'SWITCH', sk: 'GLOBAL', mode });
      await client.send(new PutItemCommand({ TableName: TABLE, Item }));
    },
    /** The very expressions of statemachines/sleep-environment.asl.json. */
    suspend: async (tierId: string, by: string): Promise<void> => {
      const raise = (name: string) => `${name} = if_not_exists(${name}, :zero) + :one`;
      await client.send(
        new UpdateItemCommand({
          TableName: TABLE,
          Key: toAttributes({ pk: `TIER#${tierId}`, sk: 'STATE' }),
          UpdateExpression: `SET suspendedBy = :by, ${raise('revision')}, ${raise('targetVersion')}`,
          ExpressionAttributeValues: toAttributes({ ':by': by, ':zero': 0, ':one': 1 }),
        }),
      );
    },
    trail: async (pk: string): Promise<TrailEntry[]> => {
      const { Items } = await client.send(
        new QueryCommand({
          TableName: TABLE,
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :kind)',
          ExpressionAttributeValues: toAttributes({ ':pk': pk, ':kind': 'DECISION#' }),
        }),
      );
      return (Items ?? []).map((item) => fromAttributes(item) as unknown as TrailEntry);
    },
  };
}

const key = (name: string, type: string) => ({ AttributeName: name, KeyType: type });
const text = (name: string) => ({ AttributeName: name, AttributeType: 'S' });

/** As infra/constructs/state-table.ts has it. */
const definition = {
  TableName: TABLE,
  BillingMode: 'PAY_PER_REQUEST',
  KeySchema: [key('pk', 'HASH'), key('sk', 'RANGE')],
  AttributeDefinitions: ['pk', 'sk', 'dueKind', 'nextDueAt'].map(text),
  GlobalSecondaryIndexes: [
    {
      IndexName: 'due',
      KeySchema: [key('dueKind', 'HASH'), key('nextDueAt', 'RANGE')],
      Projection: { ProjectionType: 'KEYS_ONLY' },
    },
  ],
};
