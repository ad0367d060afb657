import {
  BatchGetItemCommand,
  DynamoDBClient,
  PutItemCommand,
  QueryCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { type Attributes, fromAttributes, toAttributes } from './attribute-values.ts';
import { clientSettings, prepared } from './client-settings.ts';
import { partsOf } from './read-in-parts.ts';
import { readVariable, type Variables } from './variables.ts';

export interface Key {
  readonly pk: string;
  readonly sk: string;
}

export type Item = Key & Readonly<Record<string, unknown>>;

/** Items by key, and the keys that DynamoDB did not get to. */
export interface Batch {
  readonly items: ReadonlyMap<string, Item>;
  readonly unread: ReadonlySet<string>;
}

const KEYS_PER_BATCH = 100;
const ROUNDS = 4;

/** The form of a key in a `Batch`. */
export const keyName = ({ pk, sk }: Key): string => `${pk} ${sk}`;

/** The state table, with what all stores do alike. */
export class DynamoTable {
  readonly client: DynamoDBClient;
  readonly name: string;

  constructor(client: DynamoDBClient, name: string) {
    this.client = client;
    this.name = name;
  }

  static of(variables: Variables): DynamoTable {
    return new DynamoTable(prepared(new DynamoDBClient(clientSettings)), readVariable(variables, 'TABLE_NAME'));
  }

  /**
   * Read items consistently, 100 keys a call. What DynamoDB leaves unprocessed is asked for again at once and not after
   * a pause, for functions never sleep; what it still leaves is told apart from what does not exist.
   * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html
   */
  async read(keys: readonly Key[]): Promise<Batch> {
    const items = new Map<string, Item>();
    const unread = new Set<string>();
    for (const part of partsOf(keys, KEYS_PER_BATCH)) {
      let left: readonly Attributes[] = part.map(({ pk, sk }) => toAttributes({ pk, sk }));
      for (let round = 0; round < ROUNDS && left.length > 0; round++) left = await this.#readRound(left, items);
      for (const key of left) unread.add(keyName(fromAttributes(key) as unknown as Key));
    }
    return { items, unread };
  }

  /** @returns the keys that were left */
  async #readRound(keys: readonly Attributes[], items: Map<string, Item>): Promise<readonly Attributes[]> {
    const answer = await this.client.send(
      new BatchGetItemCommand({ RequestItems: { [this.name]: { Keys: [...keys], ConsistentRead: true } } }),
    );
    for (const attributes of answer.Responses?.[this.name] ?? []) {
      const item = fromAttributes(attributes) as Item;
      items.set(keyName(item), item);
    }
    return answer.UnprocessedKeys?.[this.name]?.Keys ?? [];
  }

  /**
   * Put an item over the revision it was made from (0: it does not exist), and with it, in one transaction, what goes
   * along. A full put is safe because every writer, state machines too, raises the revision with what it changes: what they
   * wrote since makes the condition fail and is never lost.
   *
   * @returns whether it was written; false: something else was, or is being, written
   */
  async replace(item: Item, seenRevision: number, along: readonly Item[]): Promise<boolean> {
    const put = {
      TableName: this.name,
      Item: toAttributes(item),
      ...(seenRevision === 0
        ? { ConditionExpression: 'attribute_not_exists(pk)' }
        : {
            ConditionExpression: 'revision = :seen',
            ExpressionAttributeValues: toAttributes({ ':seen': seenRevision }),
          }),
    };
    try {
      if (along.length === 0) await this.client.send(new PutItemCommand(put));
      else {
        const others = along.map((each) => ({ Put: { TableName: this.name, Item: toAttributes(each) } }));
        await this.client.send(new TransactWriteItemsCommand({ TransactItems: [{ Put: put }, ...others] }));
      }
      return true;
    } catch (error) {
      if (isLostRace(error)) return false;
      throw error;
    }
  }

  /** Write an item whatever is there. */
  async put(item: Item): Promise<void> {
    await this.client.send(new PutItemCommand({ TableName: this.name, Item: toAttributes(item) }));
  }

  /** Partition keys of the environments that the index `due` holds up to an instant. */
  async duePartitions(upTo: string): Promise<string[]> {
    const partitions: string[] = [];
    let from: Attributes | undefined;
    do {
      const page = await this.client.send(
        new QueryCommand({
          TableName: this.name,
          IndexName: 'due',
          KeyConditionExpression: 'dueKind = :kind AND nextDueAt <= :now',
          ExpressionAttributeValues: toAttributes({ ':kind': 'ENV', ':now': upTo }),
          ...(from && { ExclusiveStartKey: from }),
        }),
      );
      partitions.push(...(page.Items ?? []).map((key) => String(fromAttributes(key)['pk'])));
      from = page.LastEvaluatedKey;
    } while (from !== undefined);
    return partitions;
  }
}

/** Codes: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html */
const LOST: ReadonlySet<string> = new Set(['None', 'ConditionalCheckFailed', 'TransactionConflict']);

/** Whether a write failed because another one came first, or is under way on the same item. */
export function isLostRace(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error.name === 'ConditionalCheckFailedException' || error.name === 'TransactionConflictException') return true;
  if (!(error instanceof TransactionCanceledException)) return false;
  return (error.CancellationReasons ?? []).every(({ Code }) => LOST.has(Code ?? 'None'));
}
