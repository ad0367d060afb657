import { describe, expect, it } from 'vitest';
import type { Tier } from '../../../core/blueprint/model.ts';
import type { SavedSize } from '../../../core/environment/model.ts';
import type { Group } from '../../../functions/ports/fleets.ts';
import { planStages } from '../../../functions/tasks/find-groups/plan-stages.ts';
import { aGroup, anEnvironment, aTier } from '../../fakes/builders.ts';

const staged = (name: string, stage: string, size: number): Group =>
  aGroup(name, size, { min: 1, max: 5, tags: { 'rubato:stage': stage } });
const APP = staged('app', 'app', 2);
const WEB = staged('web', 'web', 3);

interface Sight {
  readonly savedSizes?: Readonly<Record<string, SavedSize>>;
  readonly tiers?: readonly Tier[];
  readonly forecasts?: Readonly<Record<string, number>>;
  readonly doneStages?: readonly string[];
}

const plan = (
  wanted: 'awake' | 'asleep',
  groups: readonly Group[],
  { savedSizes = {}, tiers = [], forecasts = {}, doneStages = [] }: Sight = {},
) =>
  planStages(
    { wanted, forecasts, doneStages: [...doneStages] },
    { environment: anEnvironment(), groups, savedSizes, tiers },
  );
const namesOf = (plan: ReturnType<typeof planStages>) =>
  plan.stages.map(({ groups }) => groups.map(({ group }) => group));

describe('the stages of an environment', () => {
  it('wake in the order of the blueprint and sleep the other way round', () => {
    expect(namesOf(plan('awake', [WEB, APP]))).toEqual([['app'], ['web']]);
    expect(namesOf(plan('asleep', [WEB, APP]))).toEqual([['web'], ['app']]);
  });

  it('leave out those that are done, and nothing is amiss when all are', () => {
    expect(namesOf(plan('awake', [WEB, APP], { doneStages: ['app'] }))).toEqual([['web']]);
    expect(plan('awake', [WEB, APP], { doneStages: ['app', 'web'] })).toEqual({ problem: '', stages: [] });
  });

  it.each([
    ['exactly what was saved when it sleeps', { min: 0, max: 0, desired: 0 }, { min: 2, max: 8, desired: 7 }],
    ['what a person gave it meanwhile, and the rest', { min: 3, max: 9, desired: 4 }, { min: 3, max: 9, desired: 7 }],
    ['what it has when that is no less', { min: 1, max: 7, desired: 7 }, { min: 1, max: 7, desired: 7 }],
    ['what it has when that is more', { min: 0, max: 20, desired: 12 }, { min: 0, max: 20, desired: 12 }],
  ])('wake a group to %s', (_, present, expected) => {
    const group = aGroup('web', present.desired, { ...present, tags: { 'rubato:stage': 'web' } });
    const [stage] = plan('awake', [group], { savedSizes: { web: { min: 2, max: 8, desired: 7 } } }).stages;
    expect(stage?.groups).toEqual([{ group: 'web', ...expected }]);
  });

  it.each([
    { what: 'the maximum of its tier, where more was saved', tier: { min: 1, max: 6 }, desired: 6 },
    { what: 'the minimum of its tier, where less was saved', tier: { min: 8, max: 9 }, desired: 8 },
    { what: 'its own maximum, where its tier may not be so small', tier: { min: 11, max: 12 }, desired: 10 },
  ])('wake a group to $what', ({ tier, desired }) => {
    const group = aGroup('web', 0, { min: 0, tags: { 'rubato:stage': 'web' } });
    const savedSizes = { web: { min: 2, max: 10, desired: 7 } };
    const tiers = [aTier({ id: 'other', group: 'other' }), aTier({ group: 'web', ...tier })];
    const [stage] = plan('awake', [{ ...group, max: 10 }], { savedSizes, tiers }).stages;
    expect(stage?.groups).toEqual([{ group: 'web', min: 2, max: 10, desired }]);
  });

  it.each([
    { what: 'what is forecast, where that is more', forecast: 9, desired: 9 },
    { what: 'what was saved, where that is more', forecast: 5, desired: 7 },
    { what: 'its own maximum, where more is forecast', forecast: 12, desired: 10 },
  ])('wake the group of a tier to $what', ({ forecast, desired }) => {
    const group = aGroup('web', 0, { min: 0, max: 10, tags: { 'rubato:stage': 'web' } });
    const savedSizes = { web: { min: 2, max: 10, desired: 7 } };
    const tiers = [aTier({ group: 'web', min: 1, max: 20 })];
    const [stage] = plan('awake', [group], { savedSizes, tiers, forecasts: { web: forecast } }).stages;
    expect(stage?.groups).toEqual([{ group: 'web', min: 2, max: 10, desired }]);
  });

  it.each([
    { when: 'no group is found', groups: [], wanted: 'asleep', problem: 'no-groups' },
    {
      when: 'a group names no stage of the blueprint',
      groups: [APP, staged('x', 'db', 1)],
      wanted: 'asleep',
      problem: 'stage-unknown',
    },
    {
      when: 'no size is known of any group',
      groups: [staged('web', 'web', 0)],
      wanted: 'awake',
      problem: 'size-unknown',
    },
    { when: 'a group that is to sleep is at zero', groups: [staged('web', 'web', 0)], wanted: 'asleep', problem: '' },
  ] as const)('have the problem "$problem" when $when', ({ groups, wanted, problem }) => {
    expect(plan(wanted, groups).problem).toBe(problem);
  });

  it.each(['awake', 'asleep'] as const)('leave out a group at zero of which no size is known: %s', (wanted) => {
    expect(namesOf(plan(wanted, [APP, staged('web', 'web', 0)]))).toEqual([['app']]);
  });
});
