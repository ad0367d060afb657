import { describe, expect, it } from 'vitest';
import type { Group } from '../../../functions/ports/fleets.ts';
import { planStages } from '../../../functions/tasks/find-groups/plan-stages.ts';
import { aGroup, anEnvironment } from '../../fakes/builders.ts';

const staged = (name: string, stage: string, size: number): Group =>
  aGroup(name, size, { min: 1, max: 5, tags: { 'rubato:stage': stage } });
const APP = staged('app', 'app', 2);
const WEB = staged('web', 'web', 3);
const namesOf = (plan: ReturnType<typeof planStages>) =>
  plan.stages.map(({ groups }) => groups.map(({ group }) => group));

describe('the stages of an environment', () => {
  it('wake in the order of the blueprint and sleep the other way round', () => {
    expect(namesOf(planStages(anEnvironment(), [WEB, APP], {}, 'awake'))).toEqual([['app'], ['web']]);
    expect(namesOf(planStages(anEnvironment(), [WEB, APP], {}, 'asleep'))).toEqual([['web'], ['app']]);
  });

  it('have the sizes that were saved, whatever the groups have now', () => {
    const saved = { web: { min: 2, max: 8, desired: 7 } };
    const [stage] = planStages(anEnvironment(), [staged('web', 'web', 1)], saved, 'awake').stages;
    expect(stage?.groups).toEqual([{ group: 'web', min: 2, max: 8, desired: 7 }]);
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
    expect(planStages(anEnvironment(), groups, {}, wanted).problem).toBe(problem);
  });

  it('leave out a group at zero of which no size is known, and wake the others', () => {
    expect(namesOf(planStages(anEnvironment(), [APP, staged('web', 'web', 0)], {}, 'awake'))).toEqual([['app']]);
  });
});
