import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { assemblyOf } from '../../cli/assembly/assembly-cache.ts';
import type { Template } from '../../local/assembly/template.ts';
import { ORDEALS } from '../iam-mutants/ordeal.ts';
import { type Report, runMutants } from '../iam-mutants/run-mutants.ts';

const POLICY = /^WorkflowsScaleTierRoleDefaultPolicy/;

/** What nobody needs: another action, a statement, a value and a condition that changes nothing. */
const PLANTED = [
  {
    Effect: 'Allow',
    Action: ['autoscaling:SetDesiredCapacity', 'autoscaling:DetachInstances'],
    Resource: '*',
    Condition: { StringEquals: { 'aws:ResourceTag/rubato:installation': ['demo', 'spare'] } },
  },
  { Effect: 'Allow', Action: 'autoscaling:DeleteTags', Resource: '*' },
];

const plant = (template: Template): Template => ({
  ...template,
  Resources: Object.fromEntries(
    Object.entries(template.Resources ?? {}).map(([id, resource]) => {
      if (!POLICY.test(id)) return [id, resource];
      const document = resource.Properties?.['PolicyDocument'] as { readonly Statement: readonly object[] };
      const PolicyDocument = { ...document, Statement: [...PLANTED, ...document.Statement] };
      return [id, { ...resource, Properties: { ...resource.Properties, PolicyDocument } }];
    }),
  ),
});

const ownTemplate = async (): Promise<Template> => {
  const { folder } = await assemblyOf(resolve('rubato.yaml'));
  return JSON.parse(readFileSync(join(folder, 'Rubato.template.json'), 'utf8')) as Template;
};

describe('a permission that nothing needs is left over', () => {
  let report: Report;
  beforeAll(async () => {
    const template = await ownTemplate();
    const ordeals = ORDEALS.filter(({ name }) => name === 'growing');
    const isMeant = ({ place }: { readonly place: string }): boolean =>
      place.includes('WorkflowsScaleTierRoleDefaultPolicy') && /statement [12]$/.test(place);
    report = await runMutants(plant(template), () => undefined, { ordeals, isMeant, plant });
  });

  const unnoticed = (): readonly string[] =>
    report.mutants.filter(({ killedBy }) => killedBy === undefined).map(({ kind, what }) => `${kind}: ${what}`);

  it('a statement that repeats another, one that nobody uses, and a value that nobody has', () => {
    expect(unnoticed()).toEqual([
      'statement: the statement',
      'value: aws:ResourceTag/rubato:installation demo',
      'value: aws:ResourceTag/rubato:installation spare',
      'statement: the statement',
    ]);
  });

  it('and an action that nobody uses', () => {
    expect(report.unused.map(({ action }) => action)).toEqual(['autoscaling:DetachInstances']);
  });
});

describe('a permission that is missing is noticed', () => {
  it('by a scenario in which a lease stays behind for want of it', async () => {
    const ordeals = ORDEALS.filter(({ name }) => name === 'an environment is blocked');
    const isMeant = ({ place, actions }: { readonly place: string; readonly actions: readonly string[] }): boolean =>
      place.includes('WorkflowsSleepEnvironmentRole') && actions.includes('sts:AssumeRole');
    const { mutants } = await runMutants(await ownTemplate(), () => undefined, { ordeals, isMeant });
    expect(mutants.find(({ kind }) => kind === 'statement')?.killedBy?.scenario).toBe('an environment is blocked');
  });
});
