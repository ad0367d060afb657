import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { assemblyOf } from '../../cli/assembly/assembly-cache.ts';
import { silentHost } from '../../cli/host.ts';
import { defaultDay } from '../../cli/simulation/default-day.ts';
import { simulateRun } from '../../cli/simulation/simulate-run.ts';
import { createFaults } from '../../local/faults/create-faults.ts';
import { breaking, withoutResource } from './break-resource.ts';
import { skipUnder } from './fault-profile.ts';
import { ask, openShopByDay } from './shop.ts';
import { World, type WorldSettings } from './world.ts';

interface State {
  readonly Type?: string;
  readonly Seconds?: number;
  readonly Next?: string;
  readonly Arguments?: Readonly<Record<string, unknown>>;
  readonly Output?: unknown;
  readonly ItemProcessor?: Definition;
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

interface ScaleBug {
  readonly bug: string;
  readonly says: RegExp;
  readonly isAboutConvergence?: true;
  readonly change: (definition: Definition) => Definition;
}

const SCALE_BUGS: readonly ScaleBug[] = [
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
    isAboutConvergence: true,
    change: (definition) => ({
      ...definition,
      States: { ...definition.States, SetDesiredCapacity: { Type: 'Pass', Next: 'WaitForFirstLook' } },
    }),
  },
  {
    bug: 'scale-tier ends as something that nobody knows',
    says: /S18 at .*ended as "fine", which is no outcome/,
    change: (definition) => withState(definition, 'EmitOutcome', { Output: { outcome: 'fine' } }),
  },
];

/** The calls for one group of a stage, with a bug. */
const withGroupBug = (definition: Definition, change: (ofGroup: Definition) => Definition): Definition =>
  withState(definition, 'ResizeStage', {
    ItemProcessor: change(definition.States['ResizeStage']?.ItemProcessor as Definition),
  });

const WAKE_BUGS = [
  {
    bug: 'wake-environment asks for one more than was saved',
    says: /S1 at .*rubato-demo-staging-app was woken to 3 within .*, due are 2 within/,
    change: (ofGroup: Definition) =>
      withState(ofGroup, 'ResizeGroup', {
        Arguments: {
          ...ofGroup.States['ResizeGroup']?.Arguments,
          DesiredCapacity: '{% $states.input.desired + 1 %}',
        },
      }),
  },
  {
    bug: 'wake-environment dallies between the claim and the call',
    says: /S7 at .*staging-\d+-1 acted at .*, past its deadline at/,
    change: (ofGroup: Definition) =>
      withState(withState(ofGroup, 'ClaimGroup', { Next: 'Dally' }), 'Dally', {
        Type: 'Wait',
        Seconds: 280,
        Next: 'ResizeGroup',
      }),
  },
];

/** A sweep that dies at each beat for four minutes: the first beat fails three times. */
const dying = async (alter?: NonNullable<WorldSettings['alter']>): Promise<World> => {
  const [fromMs, untilMs] = [Date.parse('2026-01-13T09:02:30Z'), Date.parse('2026-01-13T09:06:30Z')];
  const call = { caller: 'rubato-demo-on-sweep', call: 'dynamodb:BatchGetItem' };
  const world = await World.load({
    faults: createFaults([{ kind: 'crash-functions', ...call, moment: 'before', fromMs, untilMs }]),
    ...(alter === undefined ? {} : { alter }),
  });
  await world.advanceMinutes(8);
  return world;
};

describe('an event on which a function dies three times', () => {
  it('is put aside', async () => {
    expect((await dying()).journal('dead-letter')).not.toEqual([]);
  });

  it('is missed at its step where nothing puts it aside', async () => {
    const alter = withoutResource('AWS::Lambda::EventInvokeConfig', 'TriggersOnSweepEventInvokeConfig');
    await expect(dying(alter)).rejects.toThrow(/L4 at .*rubato-demo-on-sweep failed on at .* is neither tried again/);
  });
});

describe('a bug planted in a state machine', () => {
  it.for(SCALE_BUGS)('is caught at its step: $bug', async ({ says, change, isAboutConvergence }, context) => {
    if (isAboutConvergence) skipUnder('events-five-times', context, 'convergence is judged once faults have stopped');
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

  it.each(WAKE_BUGS)('is caught at its step: $bug', async ({ says, change }) => {
    const alter = withBug('wake-environment', (definition) => withGroupBug(definition, change));
    const world = await openShopByDay(2, undefined, { alter });
    await ask(world, 'asleep', 60);
    await world.advanceMinutes(8);
    await ask(world, 'awake', 60);
    await expect(world.advanceMinutes(8)).rejects.toThrow(says);
  });

  it('is in the report of a simulation, which goes on to its end', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'rubato-planted-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const world = await World.load();
    const { blueprint } = world.rehearsal;
    cpSync((await assemblyOf(resolve('rubato.yaml'))).folder, folder, { recursive: true });
    const file = join(folder, 'Rubato.template.json');
    const alter = withBug('scale-tier', (definition) => ({ ...definition, StartAt: 'SetDesiredCapacity' }));
    writeFileSync(file, JSON.stringify(alter(JSON.parse(readFileSync(file, 'utf8')), 'Rubato')));
    const { trace } = defaultDay({ seed: 1, hours: 2 }, world.tier(), 'Europe/Rome');
    const report = await simulateRun(
      {
        assembly: folder,
        blueprint,
        blueprintFile: 'rubato.yaml',
        tier: world.tier(),
        trace,
        hangs: [],
        seed: 1,
        faults: [],
      },
      silentHost,
    );
    expect(report.violations[0]).toMatch(/^S15 at .*seed 1: .*without having written it down/);
    expect(report.tiers[0]?.series).toHaveLength(2 * 60);
  });

  it('is told with seed, step, time and what happened last', async () => {
    const alter = withBug('scale-tier', (definition) => ({ ...definition, StartAt: 'SetDesiredCapacity' }));
    const error = await growing(alter).catch((thrown: unknown) => thrown);
    expect(String(error)).toMatch(/S15 at 2026-01-13T09:\d\d:\d\d\.\d{3}Z, step \d+, seed 1: web-\d+-1 set/);
    expect(String(error)).toMatch(/the last events:\n( {4}2026-01-13T\S+ \w.*\n?){12}$/);
  });
});
