import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { breaking } from './break-resource.ts';
import { faultProfile } from './fault-profile.ts';
import { ask, openShopByDay } from './shop.ts';
import { World, type WorldSettings } from './world.ts';

interface State {
  readonly Next?: string;
  readonly Arguments?: Readonly<Record<string, unknown>>;
  readonly Output?: unknown;
}

interface Definition {
  readonly StartAt: string;
  readonly States: Readonly<Record<string, State>>;
}

/** A state machine of ours with one thing wrong in it. */
const withBug = (name: string, change: (definition: Definition) => Definition): NonNullable<WorldSettings['alter']> => {
  const definition = JSON.parse(readFileSync(`statemachines/${name}.asl.json`, 'utf8')) as Definition;
  return breaking(`StateMachine rubato-demo-${name}`, { DefinitionString: JSON.stringify(change(definition)) });
};

const withState = (definition: Definition, name: string, change: State): Definition => ({
  ...definition,
  States: { ...definition.States, [name]: { ...definition.States[name], ...change } },
});

/** A threefold step in the load of a tier. */
const growing = async (alter: NonNullable<WorldSettings['alter']>): Promise<void> => {
  const world = await World.load({ alter });
  world.drive((minutes) => (minutes < 6 ? 1000 : 3000));
  await world.advanceMinutes(16);
};

const SCALE_BUGS: readonly { bug: string; says: RegExp; change: (definition: Definition) => Definition }[] = [
  {
    bug: 'scale-tier asks for five hundred more',
    says: /S1 at .*tier web was set to 505/,
    change: (definition) =>
      withState(definition, 'SetDesiredCapacity', {
        Arguments: {
          ...definition.States['SetDesiredCapacity']?.Arguments,
          DesiredCapacity: '{% $states.input.to + 500 %}',
        },
      }),
  },
  {
    bug: 'scale-tier acts without a claim',
    says: /S15 at .*without having written it down/,
    change: (definition) => ({ ...definition, StartAt: 'SetDesiredCapacity' }),
  },
  {
    bug: 'scale-tier claims and does nothing',
    says: /L1 at .*tier web has 2 instances and asks for 2, its target is 5/,
    change: (definition) => withState(definition, 'ClaimIntent', { Next: 'WaitForFirstLook' }),
  },
  {
    bug: 'scale-tier ends as something that nobody knows',
    says: /S18 at .*ended as "fine", which is no outcome/,
    change: (definition) => withState(definition, 'EmitOutcome', { Output: { outcome: 'fine' } }),
  },
];

// One profile is enough for what is about the checker alone.
describe.skipIf(faultProfile !== '')('a bug planted in a state machine', () => {
  it.each(SCALE_BUGS)('is caught at its step: $bug', async ({ says, change }) => {
    await expect(growing(withBug('scale-tier', change))).rejects.toThrow(says);
  });

  it('is caught at its step: sleep-environment forgets the sizes', async () => {
    const alter = withBug('sleep-environment', (definition) => {
      const { Arguments = {} } = definition.States['SaveSizes'] ?? {};
      const Payload = { ...(Arguments['Payload'] as object), savesSizes: false };
      return withState(definition, 'SaveSizes', { Arguments: { ...Arguments, Payload } });
    });
    const world = await openShopByDay(2, undefined, { alter });
    await ask(world, 'asleep', 60);
    await expect(world.advanceMinutes(4)).rejects.toThrow(/S15 at .*without having saved its size/);
  });

  it('is told with seed, step, time and what happened last', async () => {
    const alter = withBug('scale-tier', (definition) => ({ ...definition, StartAt: 'SetDesiredCapacity' }));
    const error = await growing(alter).catch((thrown: unknown) => thrown);
    expect(String(error)).toMatch(/S15 at 2026-01-13T09:\d\d:\d\d\.\d{3}Z, step \d+, seed 1: web-\d+-1 set/);
    expect(String(error)).toMatch(/the last events:\n( {4}2026-01-13T\S+ \w.*\n?){12}$/);
  });
});
