import fc from 'fast-check';
import { expect, it } from 'vitest';
import { AwsError } from '../../../../local/kernel.ts';
import { createEmbeddedDynamoDb, key } from './embedded-dynamodb.ts';

/** The simplest thing that could be a table: numbers by key. */
type Model = Map<string, number>;

const anyKey = fc.record({ pk: fc.constantFrom('a', 'b', 'c'), sk: fc.constantFrom('1', '2', '3', '4') });
const anyStep = fc.oneof(
  fc.record({ does: fc.constant('put' as const), at: anyKey, n: fc.integer({ min: -5, max: 5 }) }),
  fc.record({ does: fc.constant('delete' as const), at: anyKey, n: fc.constant(0) }),
  fc.record({ does: fc.constant('add' as const), at: anyKey, n: fc.integer({ min: -5, max: 5 }) }),
  fc.record({ does: fc.constant('raise' as const), at: anyKey, n: fc.integer({ min: -5, max: 5 }) }),
  fc.record({ does: fc.constant('swap' as const), at: anyKey, n: fc.integer({ min: -5, max: 5 }) }),
);
type Step = typeof anyStep extends fc.Arbitrary<infer Value> ? Value : never;

const OTHER = { pk: 'c', sk: '4' };
const textOf = ({ pk, sk }: { readonly pk: string; readonly sk: string }): string => `${pk}/${sk}`;

/** `raise` sets only to more than there is; `swap` moves to another item, which must not exist. */
const play = (model: Model, { does, at, n }: Step): boolean => {
  const current = model.get(textOf(at));
  switch (does) {
    case 'put':
      model.set(textOf(at), n);
      return true;
    case 'delete':
      model.delete(textOf(at));
      return true;
    case 'add':
      model.set(textOf(at), (current ?? 0) + n);
      return true;
    case 'raise':
      if (current === undefined || current >= n) return false;
      model.set(textOf(at), n);
      return true;
    case 'swap':
      if (textOf(at) === textOf(OTHER) || current === undefined || model.has(textOf(OTHER))) return false;
      model.delete(textOf(at));
      model.set(textOf(OTHER), n);
      return true;
  }
};

const requestOf = ({ does, at, n }: Step): [operation: string, input: object] => {
  const one = { TableName: 'orders', Key: key(at.pk, at.sk) };
  const value = { ExpressionAttributeValues: { ':n': { N: String(n) } } };
  switch (does) {
    case 'put':
      return ['PutItem', { TableName: 'orders', Item: { ...one.Key, rating: { N: String(n) } } }];
    case 'delete':
      return ['DeleteItem', one];
    case 'add':
      return ['UpdateItem', { ...one, ...value, UpdateExpression: 'ADD rating :n' }];
    case 'raise':
      return [
        'UpdateItem',
        { ...one, ...value, UpdateExpression: 'SET rating = :n', ConditionExpression: 'rating < :n' },
      ];
    case 'swap':
      return [
        'TransactWriteItems',
        {
          TransactItems: [
            { Delete: { ...one, ConditionExpression: 'attribute_exists(pk)' } },
            {
              Put: {
                TableName: 'orders',
                Item: { ...key(OTHER.pk, OTHER.sk), rating: { N: String(n) } },
                ConditionExpression: 'attribute_not_exists(pk)',
              },
            },
          ],
        },
      ];
  }
};

interface Rated {
  readonly pk: { readonly S: string };
  readonly sk: { readonly S: string };
  readonly rating: { readonly N: string };
}

const entriesOf = (items: unknown): [string, number][] =>
  (items as Rated[]).map(({ pk, sk, rating }): [string, number] => [`${pk.S}/${sk.S}`, Number(rating.N)]);

it('is a map: any writes leave the same items, and both indexes follow', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyStep, { maxLength: 40 }), async (steps) => {
      const { call } = createEmbeddedDynamoDb();
      const model: Model = new Map();
      for (const step of steps) {
        const succeeded = await call(...requestOf(step)).then(
          () => true,
          (error: unknown) => {
            if (error instanceof AwsError) return false;
            throw error;
          },
        );
        expect(succeeded).toBe(play(model, step));
      }
      const expected = [...model].toSorted(([a], [b]) => (a < b ? -1 : 1));
      const scanned = entriesOf((await call('Scan', { TableName: 'orders' }))['Items']);
      expect(scanned.toSorted(([a], [b]) => (a < b ? -1 : 1))).toEqual(expected);
      for (const pk of ['a', 'b', 'c']) {
        const partition = {
          TableName: 'orders',
          KeyConditionExpression: 'pk = :p',
          ExpressionAttributeValues: { ':p': { S: pk } },
        };
        const ofPartition = expected.filter(([name]) => name.startsWith(pk));
        expect(entriesOf((await call('Query', partition))['Items'])).toEqual(ofPartition);
        const byRating = entriesOf((await call('Query', { ...partition, IndexName: 'byRating' }))['Items']);
        expect(byRating).toEqual(ofPartition.toSorted(([, a], [, b]) => a - b));
      }
      const rated = await call('Scan', { TableName: 'orders', IndexName: 'rated' });
      expect(rated['Count']).toBe(model.size);
    }),
    { numRuns: 200 },
  );
});

it('knows every operation by its name on AWS', () => {
  expect(Object.keys(createEmbeddedDynamoDb().module.service.operations)).toEqual([
    'BatchGetItem',
    'BatchWriteItem',
    'CreateTable',
    'DeleteItem',
    'DeleteTable',
    'DescribeTable',
    'DescribeTimeToLive',
    'GetItem',
    'ListTables',
    'PutItem',
    'Query',
    'Scan',
    'TransactGetItems',
    'TransactWriteItems',
    'UpdateItem',
    'UpdateTimeToLive',
  ]);
});
