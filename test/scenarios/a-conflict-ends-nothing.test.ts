import { describe, expect, it } from 'vitest';
import type { Faults } from '../../local/kernel.ts';
import { transactionConflict } from '../fakes/transaction-conflict.ts';
import { ask, hang, openShopByDay, openShopOf, SHOP, sizesOf, staging, storedItem } from './shop.ts';
import { executionsOf } from './watched-world.ts';
import type { World, WorldSettings } from './world.ts';

/**
 * Of each execution's writes to the table only every fifth comes through: the others meet another transaction, as they do on
 * AWS when a decision of the same tier or environment is being recorded.
 */
const contested = (): { readonly faults: NonNullable<WorldSettings['faults']>; readonly conflicts: () => number } => {
  const calls = new Map<string, number>();
  let conflicts = 0;
  const interrupt: Faults['interrupt'] = ({ service, operation, caller }) => {
    if (
      service !== 'dynamodb' ||
      operation === 'GetItem' ||
      caller.kind !== 'role' ||
      !/-Workflows\w+(Tier|Environment|Instance)Role/.test(caller.roleArn)
    )
      return undefined;
    const call = (calls.get(caller.sessionName) ?? 0) + 1;
    calls.set(caller.sessionName, call);
    if (call % 5 === 0) return undefined;
    conflicts++;
    return transactionConflict(operation);
  };
  return { faults: { interrupt }, conflicts: () => conflicts };
};

const outcomes = (world: World, workflow: string) =>
  executionsOf(world, workflow).map(({ identity, output }) => [identity.name, output]);

describe('where four of five writes meet a conflict,', () => {
  it('a tier grows by its first attempt', async () => {
    const { faults, conflicts } = contested();
    const world = await openShopByDay(2, (minutes) => (minutes < 6 ? 130 : 260), { faults });
    await world.advanceMinutes(8);
    expect(conflicts()).toBeGreaterThanOrEqual(8);
    expect(outcomes(world, 'scale-tier')).toEqual([[expect.stringMatching(/^shop-\d+-1$/), { outcome: 'settled' }]]);
    expect(await storedItem(world, 'TIER#shop')).toMatchObject({
      target: 4,
      attempt: 1,
      applied: { outcome: 'settled' },
    });
  });

  it('an environment sleeps and wakes with its exact sizes by its first attempts', async () => {
    const { faults, conflicts } = contested();
    const world = await openShopByDay(2, undefined, { faults });
    await ask(world, 'asleep', 20);
    await world.advanceMinutes(15);
    expect(await staging(world)).toMatchObject({ phase: 'asleep', attempt: 1 });
    await world.advanceMinutes(20);
    expect(await staging(world)).toMatchObject({ phase: 'awake', attempt: 1 });
    expect(sizesOf(world, SHOP)).toEqual([1, 4, 2]);
    expect(conflicts()).toBeGreaterThanOrEqual(28);
    const ends = [...outcomes(world, 'sleep-environment'), ...outcomes(world, 'wake-environment')];
    expect(ends.map(([, output]) => output)).toEqual([{ outcome: 'asleep' }, { outcome: 'awake' }]);
  });

  it('a hung instance is replaced by one execution', async () => {
    const { faults, conflicts } = contested();
    const world = await openShopOf(3, { faults });
    hang(world);
    await world.advanceMinutes(8);
    expect(conflicts()).toBeGreaterThanOrEqual(12);
    expect(outcomes(world, 'heal-instance')).toEqual([[expect.stringMatching(/^web-\d+$/), { outcome: 'replaced' }]]);
  });
});
