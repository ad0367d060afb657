import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { openShopByDay, staging } from './shop.ts';

/** The parameters of the command that docs/operating.md gives under a heading, as the AWS CLI reads them. */
const documented = (heading: string, now = ''): Readonly<Record<string, unknown>> => {
  const [, section = ''] = readFileSync('docs/operating.md', 'utf8').split(`${heading}\n`);
  const [command] = /aws dynamodb update-item(?:.*\\\n)+.*/.exec(section) ?? [];
  if (command === undefined)
    throw new Error(`docs/operating.md gives no command aws dynamodb update-item under ${heading}`);
  return Object.fromEntries(
    [...command.replace(`'"$NOW"'`, now).matchAll(/--([a-z-]+) '([^']*)'/g)].map(([, flag = '', text = '']) => [
      flag.replaceAll(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase()),
      text.startsWith('{') ? JSON.parse(text) : text,
    ]),
  );
};

it('the override that the handbook tells people to put is served by the next sweep and ends by itself', async () => {
  const world = await openShopByDay(2); // Tuesday, 10:06 in Rome: the office is open until 20:00.
  await world.cloud.call('dynamodb', 'UpdateItem', {
    TableName: world.rehearsal.tableName,
    ...documented('## Sleeping environments'),
  });
  await world.advanceMinutes(6);
  expect(await staging(world)).toMatchObject({ phase: 'asleep', override: { wanted: 'asleep' } });
  await world.cloud.advanceTo(Date.parse('2026-01-13T09:36:00Z'));
  expect(await staging(world)).toMatchObject({ phase: 'awake' });
  expect(await staging(world)).not.toHaveProperty('override');
});

it('what is blocked after its last attempt begins anew by the command that the handbook gives', async () => {
  // Its eight attempts are put into its item, with no execution behind them.
  const world = await openShopByDay(2, undefined, { unwatched: ['S15'] });
  const update = (command: Readonly<Record<string, unknown>>) =>
    world.cloud.call('dynamodb', 'UpdateItem', { TableName: world.rehearsal.tableName, ...command });
  await update({
    Key: { pk: { S: 'ENV#staging' }, sk: { S: 'STATE' } },
    UpdateExpression: 'SET phase = :phase, blockedReason = :why, wanted = :wanted, epoch = :one, attempt = :attempt',
    ExpressionAttributeValues: {
      ':phase': { S: 'blocked' },
      ':why': { S: 'not-running' },
      ':wanted': { S: 'awake' },
      ':one': { N: '1' },
      ':attempt': { N: '8' },
    },
  });
  await world.advanceMinutes(10);
  expect(await staging(world)).toMatchObject({ phase: 'blocked', attempt: 8 });
  await update(documented('### Start an environment again', new Date(world.cloud.nowMs).toISOString()));
  await world.advanceMinutes(3);
  expect(await staging(world)).toMatchObject({ phase: 'awake', attempt: 1 });
});
