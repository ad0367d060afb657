import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { openShopByDay, staging } from './shop.ts';

/** The parameters of the command that docs/operating.md gives, as the AWS CLI reads them. */
const documented = (): Readonly<Record<string, unknown>> => {
  const [command] = /aws dynamodb update-item(?:.*\\\n)+.*/.exec(readFileSync('docs/operating.md', 'utf8')) ?? [];
  if (command === undefined) throw new Error('docs/operating.md gives no command aws dynamodb update-item');
  return Object.fromEntries(
    [...command.matchAll(/--([a-z-]+) '([^']*)'/g)].map(([, flag = '', text = '']) => [
      flag.replaceAll(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase()),
      text.startsWith('{') ? JSON.parse(text) : text,
    ]),
  );
};

it('the override that the handbook tells people to put is served by the next sweep and ends by itself', async () => {
  const world = await openShopByDay(2); // Tuesday, 10:06 in Rome: the office is open until 20:00.
  await world.cloud.call('dynamodb', 'UpdateItem', { TableName: world.rehearsal.tableName, ...documented() });
  await world.advanceMinutes(6);
  expect(await staging(world)).toMatchObject({ phase: 'asleep', override: { wanted: 'asleep' } });
  await world.cloud.advanceTo(Date.parse('2026-01-13T09:36:00Z'));
  expect(await staging(world)).toMatchObject({ phase: 'awake' });
  expect(await staging(world)).not.toHaveProperty('override');
});
