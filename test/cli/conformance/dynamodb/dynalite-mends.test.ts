import { afterAll, beforeAll, expect, it } from 'vitest';
import { DynaliteClient } from '../../../../cli/conformance/dynamodb/dynalite-client.ts';
import { CREATE_TABLE, TABLE } from '../../../../cli/conformance/dynamodb/things-table.ts';

const Key = { pk: { S: 'one' }, sk: { N: '1' } };
const ITEM = {
  ...Key,
  weight: { N: '7' },
  members: { NS: ['1', '2'] },
  elements: { L: [{ S: 'a' }, { S: 'b' }, { S: 'c' }] },
  blank: { S: '' },
  nested: { M: {} },
};

const told: string[] = [];
let dynalite: DynaliteClient;

beforeAll(async () => {
  dynalite = await DynaliteClient.start(({ name }) => told.push(name));
  await dynalite.createTable(CREATE_TABLE);
});

afterAll(() => dynalite.stop());

/** The mends that make a difference in one call, on a table with one item. */
const mendsOf = async (operation: string, input: object): Promise<readonly string[]> => {
  await dynalite.call({ operation: 'PutItem', input: { TableName: TABLE, Item: ITEM } });
  told.length = 0;
  const answer = await dynalite.call({ operation, input: { TableName: TABLE, ...input } });
  expect(answer).not.toHaveProperty('__type');
  return [...told];
};

const update = (UpdateExpression: string, values: object = {}): readonly [string, object] => [
  'UpdateItem',
  { Key, UpdateExpression, ...(Object.keys(values).length > 0 && { ExpressionAttributeValues: values }) },
];

const filter = (FilterExpression: string, ExpressionAttributeValues: object): readonly [string, object] => [
  'Scan',
  { FilterExpression, ExpressionAttributeValues },
];

const fromLocalIndex = (ProjectionExpression: string): readonly [string, object] => [
  'Query',
  {
    IndexName: 'byWeight',
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': Key.pk },
    ProjectionExpression,
  },
];

const OTHER = { ':other': { NS: ['3'] } };
const COPIES = 'what SET copies is not changed by ADD and DELETE on what it was copied from';
const REMOVALS = 'elements are removed by the indexes that they had';
const COMPARED = 'values of every type are compared, empty ones among them';
const TYPE = 'attribute_type knows empty text, no bytes and false by their types';
const FETCHED = 'a local index fetches what is asked for and not projected';

it.each([
  [COPIES, update('SET copied = members ADD members :other', OTHER)],
  [COPIES, update('SET nested.copied = nested')],
  [REMOVALS, update('REMOVE elements[0], elements[1]')],
  [COMPARED, filter('blank IN (:a, :blank)', { ':a': { S: 'a' }, ':blank': { S: '' } })],
  [COMPARED, filter('blank BETWEEN :blank AND :a', { ':a': { S: 'a' }, ':blank': { S: '' } })],
  [TYPE, filter('attribute_type(blank, :type)', { ':type': { S: 'S' } })],
  [FETCHED, fromLocalIndex('members')],
])('it is told once of a call that "%s": %j', async (mend, [operation, input]) => {
  expect(await mendsOf(operation, input)).toEqual([mend]);
});

it.each([
  [update('SET copied = elements ADD members :other', OTHER)],
  [update('SET weight = weight + :one', { ':one': { N: '1' } })],
  [update('REMOVE elements[1], elements[9]')],
  [update('REMOVE elements[1], members')],
  [filter('blank IN (:a)', { ':a': { S: 'a' } })],
  [filter('blank BETWEEN :a AND :b', { ':a': { S: 'a' }, ':b': { S: 'b' } })],
  [filter('attribute_type(blank, :type)', { ':type': { S: 'N' } })],
  [fromLocalIndex('pk, weight')],
  [fromLocalIndex('kind')],
])('nothing is told of a call that goes as it would without a mend: %j', async ([operation, input]) => {
  expect(await mendsOf(operation, input)).toEqual([]);
});
