import { describe, expect, it } from 'vitest';
import { createEmbeddedDynamoDb, key } from './embedded-dynamodb.ts';

const ITEMS = ['a1', 'a2', 'a3', 'b1', 'b2', 'c'].map((sk, index) => ({
  ...key('p', sk),
  n: { N: String(index) },
  dueKind: { S: 'ENV' },
  dueAt: { S: `2026-0${9 - index}` },
  rating: { N: String(10 - index) },
}));

const filled = async () => {
  const embedded = createEmbeddedDynamoDb();
  for (const Item of [...ITEMS, key('q', 'a1'), key('r')])
    await embedded.call('PutItem', { TableName: 'orders', Item });
  return embedded;
};

const sortKeys = (answer: Record<string, unknown>): readonly (string | undefined)[] =>
  (answer['Items'] as { sk?: { S: string } }[]).map(({ sk }) => sk?.S);

const values = {
  ':p': { S: 'p' },
  ':a': { S: 'a' },
  ':a2': { S: 'a2' },
  ':b1': { S: 'b1' },
  ':n': { N: '3' },
  ':nothing': { S: '' },
  ':set': { SS: ['a'] },
  ':yes': { BOOL: true },
};
const using = (...expressions: (string | undefined)[]) => {
  const used = Object.entries(values).filter(([name]) =>
    expressions.some((text) => text && new RegExp(`${name}\\b`).test(text)),
  );
  return { ExpressionAttributeValues: Object.fromEntries(used) };
};

describe('a query answers', () => {
  it.each([
    { what: 'a whole partition in order', where: 'pk = :p', found: ['a1', 'a2', 'a3', 'b1', 'b2', 'c'] },
    { what: 'nothing of an empty partition', where: 'pk = :b1', found: [] },
    { what: 'one sort key', where: 'pk = :p AND sk = :a2', found: ['a2'] },
    { what: 'sort keys below', where: 'pk = :p AND sk < :a2', found: ['a1'] },
    { what: 'sort keys up to', where: 'sk <= :a2 AND pk = :p', found: ['a1', 'a2'] },
    { what: 'sort keys above', where: 'pk = :p AND sk > :b1', found: ['b2', 'c'] },
    { what: 'sort keys from', where: 'pk = :p AND (sk >= :b1)', found: ['b1', 'b2', 'c'] },
    { what: 'sort keys between', where: 'pk = :p AND sk BETWEEN :a2 AND :b1', found: ['a2', 'a3', 'b1'] },
    { what: 'sort keys with a prefix', where: 'pk = :p AND begins_with(sk, :a)', found: ['a1', 'a2', 'a3'] },
    { what: 'a condition written the other way round', where: ':p = pk AND :b1 < sk', found: ['b2', 'c'] },
  ])('$what', async ({ where, found }) => {
    const { call } = await filled();
    const request = { TableName: 'orders', KeyConditionExpression: where, ...using(where) };
    expect(sortKeys(await call('Query', request))).toEqual(found);
    const backwards = await call('Query', { ...request, ScanIndexForward: false });
    expect(sortKeys(backwards)).toEqual(found.toReversed());
  });

  it('numbers in their order, not in that of their digits', async () => {
    const { call } = await filled();
    const request = {
      TableName: 'orders',
      IndexName: 'byRating',
      KeyConditionExpression: 'pk = :p AND rating >= :five',
      ExpressionAttributeValues: { ':p': { S: 'p' }, ':five': { N: '5' } },
    };
    expect(sortKeys(await call('Query', request))).toEqual(['c', 'b2', 'b1', 'a3', 'a2', 'a1']);
  });

  it('what passes the filter, and how much was read', async () => {
    const { call } = await filled();
    const request = {
      TableName: 'orders',
      KeyConditionExpression: 'pk = :p',
      FilterExpression: 'n > :n',
      ProjectionExpression: 'sk',
      ...using('pk = :p', 'n > :n'),
    };
    expect(await call('Query', request)).toEqual({
      Items: [{ sk: { S: 'b2' } }, { sk: { S: 'c' } }],
      Count: 2,
      ScannedCount: 6,
    });
    const { ProjectionExpression: _, ...counted } = request;
    expect(await call('Query', { ...counted, Select: 'COUNT' })).toEqual({ Count: 2, ScannedCount: 6 });
  });
});

describe('a global index', () => {
  const due = {
    TableName: 'orders',
    IndexName: 'due',
    KeyConditionExpression: 'dueKind = :kind AND dueAt <= :now',
    ExpressionAttributeValues: { ':kind': { S: 'ENV' }, ':now': { S: '2026-05' } },
  };

  it('answers only the keys when it is KEYS_ONLY', async () => {
    const { call } = await filled();
    expect(await call('Query', due)).toEqual({
      Items: [
        { ...key('p', 'c'), dueKind: { S: 'ENV' }, dueAt: { S: '2026-04' } },
        { ...key('p', 'b2'), dueKind: { S: 'ENV' }, dueAt: { S: '2026-05' } },
      ],
      Count: 2,
      ScannedCount: 2,
    });
  });

  it('follows its items and is sparse', async () => {
    const { call } = await filled();
    await call('UpdateItem', { TableName: 'orders', Key: key('p', 'c'), UpdateExpression: 'REMOVE dueKind' });
    await call('DeleteItem', { TableName: 'orders', Key: key('p', 'b2') });
    await call('UpdateItem', {
      TableName: 'orders',
      Key: key('p', 'a1'),
      UpdateExpression: 'SET dueAt = :at',
      ExpressionAttributeValues: { ':at': { S: '2026-01' } },
    });
    expect(sortKeys(await call('Query', due))).toEqual(['a1']);
  });

  it('lags behind its table when told to', async () => {
    const { call, module, kernel } = await filled();
    module.database.settings.indexLagMs = 1000;
    await call('DeleteItem', { TableName: 'orders', Key: key('p', 'c') });
    expect(sortKeys(await call('Query', due))).toEqual(['c', 'b2']);
    await kernel.clock.advance(1000);
    expect(sortKeys(await call('Query', due))).toEqual(['b2']);
  });

  it.each([
    {
      when: 'read consistently',
      more: { ConsistentRead: true },
      message: 'Consistent reads are not supported on global secondary indexes',
    },
    {
      when: 'asked for all attributes',
      more: { Select: 'ALL_ATTRIBUTES' },
      message:
        'One or more parameter values were invalid: Select type ALL_ATTRIBUTES is not supported for global secondary index due because its projection type is not ALL',
    },
    {
      when: 'asked for what it does not hold',
      more: { ProjectionExpression: 'pk, n' },
      message: 'One or more parameter values were invalid: Global secondary index due does not project [n]',
    },
    {
      when: 'it does not exist',
      more: { IndexName: 'none' },
      message: 'The table does not have the specified index: none',
    },
  ])('refuses to be read when $when', async ({ more, message }) => {
    const { refusal } = await filled();
    expect(await refusal('Query', { ...due, ...more })).toBe(message);
  });
});

describe('pages', () => {
  it.each([true, false])('follow each other without a gap when forward is %s', async (ScanIndexForward) => {
    const { call } = await filled();
    const found: (string | undefined)[] = [];
    let ExclusiveStartKey: unknown;
    do {
      const page = await call('Query', {
        TableName: 'orders',
        KeyConditionExpression: 'pk = :p',
        ...using('pk = :p'),
        Limit: 4,
        ScanIndexForward,
        ...(ExclusiveStartKey !== undefined && { ExclusiveStartKey }),
      });
      found.push(...sortKeys(page));
      ExclusiveStartKey = page['LastEvaluatedKey'];
    } while (ExclusiveStartKey !== undefined);
    const all = ITEMS.map(({ sk }) => sk.S);
    expect(found).toEqual(ScanIndexForward ? all : all.toReversed());
  });

  it('of an index continue with the keys of both', async () => {
    const { call } = await filled();
    const request = {
      TableName: 'orders',
      IndexName: 'due',
      KeyConditionExpression: 'dueKind = :kind',
      ExpressionAttributeValues: { ':kind': { S: 'ENV' } },
      Limit: 5,
    };
    const first = await call('Query', request);
    expect(first['LastEvaluatedKey']).toEqual({ ...key('p', 'a2'), dueKind: { S: 'ENV' }, dueAt: { S: '2026-08' } });
    const second = await call('Query', { ...request, ExclusiveStartKey: first['LastEvaluatedKey'] });
    expect(sortKeys(second)).toEqual(['a1']);
    expect(second).not.toHaveProperty('LastEvaluatedKey');
  });

  it('end with 1 MB', async () => {
    const { call } = createEmbeddedDynamoDb();
    for (const sk of ['1', '2', '3', '4']) {
      await call('PutItem', { TableName: 'orders', Item: { ...key('p', sk), x: { S: 'x'.repeat(390_000) } } });
    }
    const page = await call('Query', { TableName: 'orders', KeyConditionExpression: 'pk = :p', ...using('pk = :p') });
    expect(page).toMatchObject({ Count: 3, LastEvaluatedKey: key('p', '3') });
  });

  it.each([
    {
      start: { pk: { S: 'p' } },
      message: 'The provided starting key is invalid',
    },
    { start: { pk: { S: 'p' }, sk: { N: '1' } }, message: 'The provided key element does not match the schema' },
    {
      start: { pk: { S: 'p' }, sk: { N: 'x' } },
      message: 'The provided starting key is invalid: The parameter cannot be converted to a numeric value: x',
    },
    {
      start: key('q', 'b1'),
      message: 'The provided starting key is outside query boundaries based on provided conditions',
    },
    { start: key('p', 'a1'), message: 'The provided starting key does not match the range key predicate' },
  ])('cannot start at $start', async ({ start, message }) => {
    const { refusal } = await filled();
    const where = 'pk = :p AND sk > :a2';
    const request = { TableName: 'orders', KeyConditionExpression: where, ...using(where), ExclusiveStartKey: start };
    expect(await refusal('Query', request)).toBe(message);
  });
});

describe('a key condition is refused', () => {
  const invalid = 'Invalid condition in KeyConditionExpression: ';
  it.each([
    { where: 'sk = :a', message: 'Query condition missed key schema element: pk' },
    { where: 'pk > :p', message: 'Query key condition not supported' },
    { where: 'pk = :p AND n = :n', message: 'Query condition missed key schema element: sk' },
    {
      where: 'pk = :n',
      message: 'One or more parameter values were invalid: Condition parameter type does not match schema type',
    },
    {
      where: 'pk = :p AND sk = :set',
      message: 'One or more parameter values were invalid: Condition parameter type does not match schema type',
    },
    {
      where: 'pk = :p AND sk = :yes',
      message:
        'One or more parameter values were invalid: ComparisonOperator EQ is not valid for BOOL AttributeValue type',
    },
    { where: 'pk = :p OR sk = :a', message: 'Invalid operator used in KeyConditionExpression: OR' },
    { where: 'NOT pk = :p', message: 'Invalid operator used in KeyConditionExpression: NOT' },
    { where: 'pk <> :p', message: 'Invalid operator used in KeyConditionExpression: <>' },
    { where: 'pk IN (:p)', message: 'Invalid operator used in KeyConditionExpression: IN' },
    { where: 'contains(pk, :p)', message: 'Invalid operator used in KeyConditionExpression: contains' },
    {
      where: 'pk = :p AND sk > :a AND sk < :b1',
      message: 'KeyConditionExpressions must only contain one condition per key',
    },
    { where: 'pk = :p AND sk > :a AND n = :n', message: 'Conditions can be of length 1 or 2 only' },
    { where: 'pk.a = :p', message: 'KeyConditionExpressions cannot have conditions on nested attributes' },
    { where: 'pk = :p AND sk = n', message: `${invalid}Multiple attribute names used in one condition` },
    { where: ':p = :a', message: `${invalid}No key attribute specified` },
    {
      where: 'begins_with(:a, sk)',
      message: `${invalid}begins_with operator must have the key attribute as its first operand`,
    },
    { where: 'pk = :p AND size(sk) = :n', message: 'KeyConditionExpressions cannot contain nested operations' },
    {
      where: 'pk = :nothing',
      message:
        'One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: pk',
    },
    {
      where: 'status = :p',
      message: 'Invalid KeyConditionExpression: Attribute name is a reserved keyword; reserved keyword: status',
    },
  ])('$where', async ({ where, message }) => {
    const { refusal } = await filled();
    expect(await refusal('Query', { TableName: 'orders', KeyConditionExpression: where, ...using(where) })).toBe(
      message,
    );
  });

  it('when there is none', async () => {
    const { refusal } = await filled();
    expect(await refusal('Query', { TableName: 'orders' })).toBe(
      'Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.',
    );
  });

  it.each([
    { filter: 'n > :n AND size(sk) > :n', key: 'sk' },
    { filter: 'size(sk) > :n AND size(pk) > :n', key: 'pk' },
  ])('when a filter looks at a key: $filter', async ({ filter, key: found }) => {
    const { refusal } = await filled();
    const request = { TableName: 'orders', KeyConditionExpression: 'pk = :p', FilterExpression: filter };
    expect(await refusal('Query', { ...request, ...using('pk = :p', ':n') })).toBe(
      `Filter Expression can only contain non-primary key attributes: Primary key attribute: ${found}`,
    );
  });
});

describe('a scan', () => {
  const all = async (call: Awaited<ReturnType<typeof filled>>['call'], more: object) => {
    const found: string[] = [];
    let ExclusiveStartKey: unknown;
    do {
      const page = await call('Scan', {
        TableName: 'orders',
        Limit: 1,
        ...more,
        ...(ExclusiveStartKey !== undefined && { ExclusiveStartKey }),
      });
      found.push(
        ...(page['Items'] as { pk: { S: string }; sk: { S: string } }[]).map(({ pk, sk }) => `${pk.S}/${sk.S}`),
      );
      ExclusiveStartKey = page['LastEvaluatedKey'];
    } while (ExclusiveStartKey !== undefined);
    return found;
  };
  const everything = ['p/a1', 'p/a2', 'p/a3', 'p/b1', 'p/b2', 'p/c', 'q/a1', 'r/a'];

  it('reads every item once, page by page', async () => {
    const { call } = await filled();
    expect(new Set(await all(call, {}))).toEqual(new Set(everything));
    expect(await all(call, {})).toHaveLength(everything.length);
  });

  it('reads every item once in segments', async () => {
    const { call } = await filled();
    const segments = await Promise.all([0, 1, 2].map((Segment) => all(call, { Segment, TotalSegments: 3 })));
    expect(segments.flat().toSorted()).toEqual(everything);
  });

  it('filters by keys too', async () => {
    const { call } = await filled();
    const request = {
      TableName: 'orders',
      FilterExpression: 'sk = :s',
      ExpressionAttributeValues: { ':s': { S: 'a1' } },
    };
    expect(await call('Scan', request)).toMatchObject({ Count: 2, ScannedCount: 8 });
  });

  it('reads the entries of an index', async () => {
    const { call } = await filled();
    expect(await call('Scan', { TableName: 'orders', IndexName: 'due' })).toMatchObject({ Count: 6, ScannedCount: 6 });
  });

  it('refuses a segment that there is not', async () => {
    const { refusal } = await filled();
    expect(await refusal('Scan', { TableName: 'orders', Segment: 2, TotalSegments: 2 })).toBe(
      'The Segment parameter is zero-based and must be less than parameter TotalSegments: Segment: 2 is not less than TotalSegments: 2',
    );
  });
});

describe('a projection', () => {
  const Item = {
    ...key('a'),
    doc: { M: { x: { S: '1' }, y: { M: { z: { S: '2' } } } } },
    things: { L: [{ S: 'zero' }, { M: { x: { S: 'one' } } }, { S: 'two' }] },
  };
  it.each([
    { paths: 'pk', found: { pk: { S: 'a' } } },
    { paths: 'doc.y.z, doc.x', found: { doc: { M: { x: { S: '1' }, y: { M: { z: { S: '2' } } } } } } },
    { paths: 'things[2], things[0]', found: { things: { L: [{ S: 'zero' }, { S: 'two' }] } } },
    { paths: 'things[1].x', found: { things: { L: [{ M: { x: { S: 'one' } } }] } } },
    { paths: 'gone, doc.gone, things[9]', found: {} },
  ])('of $paths', async ({ paths, found }) => {
    const { call } = createEmbeddedDynamoDb();
    await call('PutItem', { TableName: 'orders', Item });
    expect(await call('GetItem', { TableName: 'orders', Key: key('a'), ProjectionExpression: paths })).toEqual({
      Item: found,
    });
  });

  it('may not name a path twice', async () => {
    const { refusal } = createEmbeddedDynamoDb();
    const request = { TableName: 'orders', Key: key('a'), ProjectionExpression: 'doc.x, doc' };
    expect(await refusal('GetItem', request)).toBe(
      'Invalid ProjectionExpression: Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [doc, x], path two: [doc]',
    );
  });
});

describe('what an index does not hold', () => {
  const put = { ...key('a'), dueKind: { S: 'ENV' }, dueAt: { S: '1' }, rating: { N: '1' }, note: { S: 'kept' } };
  const search = async (input: object) => {
    const { call } = createEmbeddedDynamoDb();
    await call('PutItem', { TableName: 'orders', Item: put });
    const values = { ':note': { S: 'kept' } };
    return call('Scan', {
      TableName: 'orders',
      FilterExpression: 'note = :note',
      ExpressionAttributeValues: values,
      ...input,
    });
  };

  it('is not there for a filter, neither of a global index nor of a local one', async () => {
    expect(await search({ IndexName: 'due' })).toMatchObject({ Count: 0, ScannedCount: 1 });
    expect(await search({ IndexName: 'byRating' })).toMatchObject({ Count: 0, ScannedCount: 1 });
  });

  it('is there for a filter when it is fetched', async () => {
    expect(await search({ IndexName: 'byRating', Select: 'ALL_ATTRIBUTES' })).toMatchObject({ Count: 1 });
    expect(await search({ IndexName: 'byRating', ProjectionExpression: 'note' })).toMatchObject({ Count: 1 });
  });
});

describe('a path into a key', () => {
  const nested = (kind: string) =>
    `Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: ${kind}`;
  it.each([
    { operation: 'GetItem', input: { Key: key('a'), ProjectionExpression: 'pk.a' }, kind: 'Key: pk' },
    { operation: 'Scan', input: { ProjectionExpression: 'dueAt[0]' }, kind: 'IndexKey: dueAt' },
    { operation: 'Scan', input: { FilterExpression: 'attribute_exists(rating.a)' }, kind: 'IndexKey: rating' },
    { operation: 'UpdateItem', input: { Key: key('a'), UpdateExpression: 'SET a = sk.b' }, kind: 'Key: sk' },
  ])('is refused by $operation: $kind', async ({ operation, input, kind }) => {
    const { refusal } = createEmbeddedDynamoDb();
    expect(await refusal(operation, { TableName: 'orders', ...input })).toBe(nested(kind));
  });
});
