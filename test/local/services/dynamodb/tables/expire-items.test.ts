import { describe, expect, it } from 'vitest';
import { createEmbeddedDynamoDb, key, START_AT_MS, TABLE_PROPERTIES } from '../embedded-dynamodb.ts';

const HOUR_MS = 3_600_000;
const atSeconds = (hours: number): string => String(START_AT_MS / 1000 + hours * 3600);
const properties = { ...TABLE_PROPERTIES, TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true } };

describe('time to live', () => {
  it.each([
    { what: 'an item a day after its time', expiresAt: { N: atSeconds(1) }, isDeleted: true },
    { what: 'no item before a day has passed since its time', expiresAt: { N: atSeconds(20) }, isDeleted: false },
    { what: 'no item whose time is text', expiresAt: { S: atSeconds(1) }, isDeleted: false },
    { what: 'no item whose time is in milliseconds', expiresAt: { N: `${atSeconds(1)}000` }, isDeleted: false },
    { what: 'no item whose time is five years old', expiresAt: { N: atSeconds(-5 * 366 * 24) }, isDeleted: false },
  ])('deletes $what', async ({ expiresAt, isDeleted }) => {
    const { call, kernel } = createEmbeddedDynamoDb(properties);
    await call('PutItem', {
      TableName: 'orders',
      Item: { ...key('a'), expiresAt, dueKind: { S: 'ENV' }, dueAt: { S: '1' } },
    });
    await kernel.clock.advance(2 * HOUR_MS);
    expect(await call('Scan', { TableName: 'orders' })).toMatchObject({ Count: 1 });
    await kernel.clock.advance(28 * HOUR_MS);
    expect(await call('Scan', { TableName: 'orders' })).toMatchObject({ Count: isDeleted ? 0 : 1 });
    expect(await call('Scan', { TableName: 'orders', IndexName: 'due' })).toMatchObject({ Count: isDeleted ? 0 : 1 });
  });

  it('leaves a record that names the service', async () => {
    const { call, kernel, module } = createEmbeddedDynamoDb(properties);
    await call('PutItem', { TableName: 'orders', Item: { ...key('a'), expiresAt: { N: atSeconds(0) } } });
    await kernel.clock.advance(26 * HOUR_MS);
    expect(module.database.table('orders').stream?.records(kernel.clock.nowMs)).toMatchObject([
      { eventName: 'REMOVE', userIdentity: { Type: 'Service', PrincipalId: 'dynamodb.amazonaws.com' } },
    ]);
  });

  it('honours an update of an expired item', async () => {
    const { call, kernel } = createEmbeddedDynamoDb(properties);
    await call('PutItem', { TableName: 'orders', Item: { ...key('a'), expiresAt: { N: atSeconds(1) } } });
    await kernel.clock.advance(20 * HOUR_MS);
    await call('UpdateItem', { TableName: 'orders', Key: key('a'), UpdateExpression: 'REMOVE expiresAt' });
    await kernel.clock.advance(100 * HOUR_MS);
    expect(await call('Scan', { TableName: 'orders' })).toMatchObject({ Count: 1 });
  });

  it('is switched on and off once', async () => {
    const { call, refusal } = createEmbeddedDynamoDb();
    const change = (AttributeName: string, Enabled: boolean) =>
      refusal('UpdateTimeToLive', { TableName: 'orders', TimeToLiveSpecification: { AttributeName, Enabled } });
    expect(await change('expiresAt', false)).toBe('TimeToLive is already disabled');
    expect(await change('expiresAt', true)).toBe('accepted');
    expect(await call('DescribeTimeToLive', { TableName: 'orders' })).toEqual({
      TimeToLiveDescription: { TimeToLiveStatus: 'ENABLED', AttributeName: 'expiresAt' },
    });
    expect(await change('expiresAt', true)).toBe('TimeToLive is already enabled');
    expect(await change('x', false)).toBe(
      'TimeToLive is active on a different AttributeName: current AttributeName is expiresAt',
    );
    expect(await change('expiresAt', false)).toBe('accepted');
    expect(await call('DescribeTimeToLive', { TableName: 'orders' })).toEqual({
      TimeToLiveDescription: { TimeToLiveStatus: 'DISABLED' },
    });
  });
});
