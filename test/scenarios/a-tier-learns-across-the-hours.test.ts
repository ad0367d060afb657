import { expect, it } from 'vitest';
import { MINUTE_MS, World } from './world.ts';

const HOUR_MS = 60 * MINUTE_MS;

it('a tier that learns follows its load; its season is stored with the state that names its hour, and comes back when it is lost', async () => {
  const world = await World.load({
    blueprintFile: 'test/blueprints/learning-shop.yaml',
    settings: { lambda: { environmentLifetimeSeconds: 600 } },
  });
  await world.rehearsal.sizeFor(world.tier(), 5_000);
  world.drive((minutes) => (minutes < 60 ? 5_000 : 12_000));
  await world.advanceMinutes(125);

  const TableName = world.rehearsal.tableName;
  const keyOf = (sk: string) => ({ pk: { S: 'TIER#web' }, sk: { S: sk } });
  const item = async (sk: string) => {
    const answer = await world.cloud.call('dynamodb', 'GetItem', { TableName, Key: keyOf(sk) });
    return (answer as { readonly Item?: Record<string, { readonly N?: string; readonly B?: Uint8Array }> }).Item;
  };
  const [state, season] = [await item('STATE'), await item('SEASON')];
  expect(Number(season?.['hour']?.N)).toBe(Math.floor((world.nowMs - 5 * MINUTE_MS) / HOUR_MS) - 1);
  expect(state?.['seasonHour']).toEqual(season?.['hour']);
  // Two hours, of 148 bytes each, at least.
  expect(season?.['packed']?.B?.length).toBeGreaterThan(2 * 148);

  expect(world.desired()).toBeGreaterThanOrEqual(13);
  expect(world.desired()).toBeLessThanOrEqual(24);
  const out = (await world.decisions('tier web')).find(({ action }) => action === 'scale');
  expect(out?.inputs).toMatchObject({ figures: { forecast: expect.any(Number), margin: expect.any(Number) } });

  // Lost, and rebuilt from the metrics by the first sweep that has it not at hand.
  await world.cloud.call('dynamodb', 'DeleteItem', { TableName, Key: keyOf('SEASON') });
  await world.advanceMinutes(12);
  const rebuilt = await item('SEASON');
  expect(rebuilt?.['hour']).toEqual(season?.['hour']);
  expect(rebuilt?.['packed']?.B?.length).toBe(season?.['packed']?.B?.length);
  expect((await item('STATE'))?.['history']).toEqual({ S: 'read' });
});
