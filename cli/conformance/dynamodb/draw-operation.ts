import type { AttributeValue, Item } from '../../../local/services/dynamodb/values/attribute-value.ts';
import type { Draw } from './draw.ts';
import { ExpressionDraw } from './draw-expression.ts';
import { drawBadValue, drawCollection, drawNumber, drawValue } from './draw-value.ts';
import { type DynamoDbCall, TABLE } from './things-table.ts';

/** Any call on the table: most can succeed, each has its ways to fail. */
export const drawOperation = (draw: Draw): DynamoDbCall => {
  const kinds: readonly (readonly [number, () => DynamoDbCall])[] = [
    [6, () => putItem(draw)],
    [8, () => updateItem(draw)],
    [2, () => deleteItem(draw)],
    [2, () => getItem(draw)],
    [4, () => query(draw)],
    [8, () => scan(draw)],
    [1, () => batchWriteItem(draw)],
    [1, () => batchGetItem(draw)],
  ];
  const call = draw.weighted(kinds);
  return draw.chance(0.02) ? spoil(draw, call) : call;
};

const drawKey = (draw: Draw): Item => ({
  pk: { S: draw.one(['p', 'q', 'r']) },
  sk: { N: String(draw.integer(1, 6)) },
});

const textOf = ({ pk, sk }: Item): string => JSON.stringify([pk, sk]);

const drawItem = (draw: Draw): Item => {
  const item: Item = {
    ...drawKey(draw),
    ...Object.fromEntries(draw.list(1, 5, () => drawAttribute(draw))),
    ...(draw.chance(0.6) ? { kind: { S: draw.one(['x', 'y']) } } : {}),
    ...(draw.chance(0.6) ? { weight: { N: String(draw.integer(0, 9)) } } : {}),
  };
  draw.remember(textOf(item), item);
  return {
    ...item,
    ...(draw.chance(0.02) ? { [draw.one(['kind', 'weight', 'sk'])]: drawValue(draw) } : {}),
    ...(draw.chance(0.02) ? { a: drawBadValue(draw) as AttributeValue } : {}),
  };
};

const drawAttribute = (draw: Draw): readonly [name: string, value: AttributeValue] => {
  const name = draw.one(['a', 'b', 'b', 'c', 'status']);
  return [name, name === 'b' ? drawCollection(draw) : drawValue(draw)];
};

const maybe = (draw: Draw, probability: number, make: () => object): object => (draw.chance(probability) ? make() : {});

const putItem = (draw: Draw): DynamoDbCall => {
  const expressions = new ExpressionDraw(draw);
  const condition = maybe(draw, 0.3, () => ({ ConditionExpression: expressions.condition() }));
  return {
    operation: 'PutItem',
    input: {
      TableName: TABLE,
      Item: drawItem(draw),
      ...condition,
      ...expressions.substitutions(),
      ...maybe(draw, 0.3, () => ({ ReturnValues: draw.one(['NONE', 'ALL_OLD', 'ALL_OLD', 'ALL_NEW']) })),
    },
  };
};

const updateItem = (draw: Draw): DynamoDbCall => {
  const Key = drawKey(draw);
  const expressions = new ExpressionDraw(draw, textOf(Key));
  const update = maybe(draw, 0.97, () => ({ UpdateExpression: expressions.update() }));
  const condition = maybe(draw, 0.4, () => ({ ConditionExpression: expressions.condition() }));
  // What was updated is only asked for where something was: of nothing it is documented nowhere.
  const returned = [
    'NONE',
    'ALL_OLD',
    'ALL_NEW',
    ...('UpdateExpression' in update ? ['UPDATED_OLD', 'UPDATED_NEW'] : []),
  ];
  return {
    operation: 'UpdateItem',
    input: {
      TableName: TABLE,
      Key,
      ...update,
      ...condition,
      ...expressions.substitutions(),
      ...maybe(draw, 0.7, () => ({ ReturnValues: draw.one(returned) })),
    },
  };
};

const deleteItem = (draw: Draw): DynamoDbCall => {
  const Key = drawKey(draw);
  const expressions = new ExpressionDraw(draw, textOf(Key));
  const condition = maybe(draw, 0.6, () => ({ ConditionExpression: expressions.condition() }));
  return {
    operation: 'DeleteItem',
    input: {
      TableName: TABLE,
      Key,
      ...condition,
      ...expressions.substitutions(),
      ...maybe(draw, 0.5, () => ({ ReturnValues: 'ALL_OLD' })),
    },
  };
};

const getItem = (draw: Draw): DynamoDbCall => {
  const expressions = new ExpressionDraw(draw);
  const projection = maybe(draw, 0.6, () => ({ ProjectionExpression: expressions.projection() }));
  return {
    operation: 'GetItem',
    input: { TableName: TABLE, Key: drawKey(draw), ...projection, ...expressions.substitutions() },
  };
};

/** The keys of the table and of its indexes. */
const KEYS: Readonly<Record<string, readonly [hash: string, range: string]>> = {
  '': ['pk', 'sk'],
  byKind: ['kind', 'weight'],
  byWeight: ['pk', 'weight'],
};

const query = (draw: Draw): DynamoDbCall => {
  const expressions = new ExpressionDraw(draw);
  const index = draw.one(Object.keys(KEYS));
  const [hash, range] = KEYS[index] ?? ['pk', 'sk'];
  const onHash = `${expressions.name(hash)} = ${expressions.value({ S: draw.one(hash === 'pk' ? ['p', 'q', 'r'] : ['x', 'y']) })}`;
  const conditions = draw.chance(0.5) ? [onHash, onRange(draw, expressions, range)] : [onHash];
  return {
    operation: 'Query',
    input: {
      TableName: TABLE,
      ...(index === '' ? {} : { IndexName: index }),
      KeyConditionExpression: (draw.chance(0.2) ? conditions.toReversed() : conditions).join(' AND '),
      ...readOptions(draw, expressions, { index, filtered: 0.3 }),
      // Items of one index key have no order among each other, so that pages of an index may differ.
      ...maybe(draw, index === '' ? 0.5 : 0, () => ({ Limit: draw.integer(1, 4) })),
      ...maybe(draw, 0.4, () => ({ ScanIndexForward: draw.chance(0.5) })),
      ...expressions.substitutions(),
    },
  };
};

const onRange = (draw: Draw, expressions: ExpressionDraw, range: string): string => {
  const name = expressions.name(range);
  const value = (): string =>
    expressions.value(draw.chance(0.97) ? { N: String(draw.integer(0, 9)) } : drawValue(draw));
  return draw.weighted([
    [3, () => `${name} ${draw.one(['=', '<', '<=', '>', '>='])} ${value()}`],
    [1, () => `${name} BETWEEN ${value()} AND ${value()}`],
    [0.1, () => `begins_with(${name}, ${value()})`],
    [0.1, () => `${name} <> ${value()}`],
    [0.1, () => `${expressions.name('a')} = ${value()}`],
  ]);
};

const readOptions = (
  draw: Draw,
  expressions: ExpressionDraw,
  { index, filtered }: { readonly index: string; readonly filtered: number },
): object => {
  const filter = maybe(draw, filtered, () => ({ FilterExpression: expressions.condition() }));
  // What a filter sees of that which a local index fetches for a projection is documented nowhere.
  const projected = index === 'byWeight' && 'FilterExpression' in filter ? 0 : 0.2;
  return {
    ...filter,
    ...maybe(draw, projected, () => ({ ProjectionExpression: expressions.projection() })),
    ...maybe(draw, 0.15, () => ({ Select: draw.one(['COUNT', 'ALL_ATTRIBUTES', 'ALL_PROJECTED_ATTRIBUTES']) })),
  };
};

/** Without Limit: the order of partitions is nobody's promise. */
const scan = (draw: Draw): DynamoDbCall => {
  const expressions = new ExpressionDraw(draw);
  const index = draw.chance(0.15) ? draw.one(['byKind', 'byWeight']) : '';
  return {
    operation: 'Scan',
    input: {
      TableName: TABLE,
      ...(index === '' ? {} : { IndexName: index }),
      ...readOptions(draw, expressions, { index, filtered: 0.8 }),
      ...expressions.substitutions(),
    },
  };
};

const batchWriteItem = (draw: Draw): DynamoDbCall => ({
  operation: 'BatchWriteItem',
  input: {
    RequestItems: {
      [TABLE]: draw.list(1, 4, () =>
        draw.chance(0.6) ? { PutRequest: { Item: drawItem(draw) } } : { DeleteRequest: { Key: drawKey(draw) } },
      ),
    },
  },
});

const batchGetItem = (draw: Draw): DynamoDbCall => {
  const expressions = new ExpressionDraw(draw);
  const projection = maybe(draw, 0.4, () => ({ ProjectionExpression: expressions.projection() }));
  const { ExpressionAttributeNames } = expressions.substitutions() as { readonly ExpressionAttributeNames?: object };
  return {
    operation: 'BatchGetItem',
    input: {
      RequestItems: {
        [TABLE]: {
          Keys: draw.list(1, 3, () => drawKey(draw)),
          ...projection,
          ...(ExpressionAttributeNames === undefined ? {} : { ExpressionAttributeNames }),
        },
      },
    },
  };
};

/** The same call with something wrong in it. */
const spoil = (draw: Draw, { operation, input }: DynamoDbCall): DynamoDbCall => ({
  operation,
  input: {
    ...input,
    ...draw.one<object>([
      { TableName: 'nowhere' },
      { TableName: 'no!where' },
      { Key: { pk: { S: 'p' } } },
      { Key: { pk: { S: 'p' }, sk: { S: '1' } } },
      { Key: { pk: { S: '' }, sk: { N: '1' } } },
      { Key: { pk: { S: 'p' }, sk: { N: '1' }, more: drawNumber(draw) } },
      { Item: { pk: { S: 'p' } } },
      { IndexName: 'nowhere' },
      { Limit: 0 },
      { ReturnValues: 'SOME' },
      { Select: 'SOME' },
      { ReturnConsumedCapacity: 'SOME' },
      { ExpressionAttributeNames: { bad: 'a' } },
      { ExpressionAttributeValues: { bad: { S: 'a' } } },
      { ExpressionAttributeValues: {} },
    ]),
  },
});
