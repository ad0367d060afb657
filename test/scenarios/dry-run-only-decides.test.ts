import { expect, it } from 'vitest';
import { EFFECTS, executionsOf, inService, sizeAtTarget, sizeAtTargetFor, watchedWorld } from './watched-world.ts';
import { MINUTE_MS, TUESDAY_10_MS } from './world.ts';

/** 20:00 in Rome: staging would go to sleep. */
const EVENING_MS = TUESDAY_10_MS + 600 * MINUTE_MS;

it('dry-run decides and records, writes no target and starts nothing, and thrown on it converges', async () => {
  const { world, calls } = await watchedWorld({ startAtMs: EVENING_MS - 15 * MINUTE_MS, mode: 'dry-run' });
  await sizeAtTargetFor(world, 3_000);
  world.drive((minutes) => (minutes < 8 ? 3_000 : 9_000));
  world.rehearsal.hangOneAt(world.tier(), EVENING_MS + 3 * MINUTE_MS);
  await world.cloud.advanceTo(EVENING_MS + 15 * MINUTE_MS);

  expect(calls.filter(({ name }) => EFFECTS.has(name))).toEqual([]);
  for (const workflow of ['scale-tier', 'sleep-environment', 'heal-instance']) {
    expect(executionsOf(world, workflow), workflow).toEqual([]);
  }
  const needed = sizeAtTarget(world.tier(), 9_000);
  const decisions = (await world.decisions()).filter(({ reason }) => reason === 'dry-run');
  expect(decisions.map(({ subject, kind, text }) => `${subject}, ${kind}: ${text}`)).toEqual([
    expect.stringContaining(`tier web, scale: Dry run, would scale out from 5 to ${needed}`),
    expect.stringContaining('environment staging, environment: dry-run, else sleep'),
    expect.stringContaining('tier web, heal: dry-run, else replace'),
  ]);
  const state = await world.cloud.call('dynamodb', 'GetItem', {
    TableName: world.rehearsal.tableName,
    Key: { pk: { S: 'TIER#web' }, sk: { S: 'STATE' } },
  });
  expect(state).toMatchObject({ Item: { targetVersion: { N: '0' }, attempt: { N: '0' } } });
  expect(state).not.toHaveProperty('Item.target');

  await world.rehearsal.throwSwitch('on');
  await world.advanceMinutes(20);
  expect([world.desired(), inService(world)]).toEqual([needed, needed]);
  expect([world.desired('rubato-demo-staging-app'), world.desired('rubato-demo-staging-web')]).toEqual([0, 0]);
});
