import { expect, it } from 'vitest';
import { createEmbeddedDynamoDb, key, TABLE_PROPERTIES } from '../embedded-dynamodb.ts';

const withStream = (StreamViewType: string) =>
  createEmbeddedDynamoDb({ ...TABLE_PROPERTIES, StreamSpecification: { StreamViewType } });

const writeThree = async ({ call }: ReturnType<typeof createEmbeddedDynamoDb>) => {
  await call('PutItem', { TableName: 'orders', Item: { ...key('a'), n: { N: '1' } } });
  await call('PutItem', { TableName: 'orders', Item: { ...key('a'), n: { N: '2' } } });
  await call('DeleteItem', { TableName: 'orders', Key: key('a') });
};

const one = { ...key('a'), n: { N: '1' } };
const two = { ...key('a'), n: { N: '2' } };

it.each([
  { view: 'KEYS_ONLY', images: [{}, {}, {}] },
  { view: 'NEW_IMAGE', images: [{ NewImage: one }, { NewImage: two }, {}] },
  { view: 'OLD_IMAGE', images: [{}, { OldImage: one }, { OldImage: two }] },
  {
    view: 'NEW_AND_OLD_IMAGES',
    images: [{ NewImage: one }, { NewImage: two, OldImage: one }, { OldImage: two }],
  },
])('a stream of $view has the images it names', async ({ view, images }) => {
  const embedded = withStream(view);
  await writeThree(embedded);
  const records = embedded.module.database.table('orders').stream?.records(embedded.kernel.clock.nowMs) ?? [];
  expect(records.map(({ eventName }) => eventName)).toEqual(['INSERT', 'MODIFY', 'REMOVE']);
  expect(records.map(({ dynamodb: { NewImage, OldImage } }) => ({ NewImage, OldImage }))).toEqual(images);
  expect(records.map(({ dynamodb }) => dynamodb.Keys)).toEqual([key('a'), key('a'), key('a')]);
  const numbers = records.map(({ dynamodb }) => dynamodb.SequenceNumber);
  expect(numbers).toEqual(numbers.toSorted());
});

it('a write that changes nothing leaves no record', async () => {
  const embedded = withStream('KEYS_ONLY');
  await embedded.call('PutItem', { TableName: 'orders', Item: one });
  await embedded.call('PutItem', { TableName: 'orders', Item: one });
  await embedded.call('DeleteItem', { TableName: 'orders', Key: key('gone') });
  expect(embedded.module.database.table('orders').stream?.records(embedded.kernel.clock.nowMs)).toHaveLength(1);
});

it('a record lives for 24 hours', async () => {
  const embedded = withStream('KEYS_ONLY');
  await writeThree(embedded);
  const { stream } = embedded.module.database.table('orders');
  const { nowMs } = embedded.kernel.clock;
  expect(stream?.records(nowMs + 86_399_999)).toHaveLength(3);
  expect(stream?.records(nowMs + 86_400_000)).toHaveLength(0);
});
