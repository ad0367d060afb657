import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { assemblyOf } from '../../cli/assembly/assembly-cache.ts';
import type { Template, TemplateResource } from '../../local/assembly/template.ts';
import type { WorldSettings } from './world.ts';

type Alter = NonNullable<WorldSettings['alter']>;
type Properties = Readonly<Record<string, unknown>>;

/** How a resource of each type is broken without the template ceasing to be one. */
const BREAKS: Readonly<Record<string, Properties>> = {
  'AWS::Events::Rule': { State: 'DISABLED' },
  'AWS::Scheduler::Schedule': { State: 'DISABLED' },
  'AWS::Lambda::Function': { Handler: 'gone.handler' },
  'AWS::StepFunctions::StateMachine': {
    DefinitionString: JSON.stringify({ StartAt: 'Nothing', States: { Nothing: { Type: 'Succeed' } } }),
  },
  'AWS::DynamoDB::Table': {
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    GlobalSecondaryIndexes: [],
  },
};

/** The resources of the example that have to be broken, as `type name`. */
export const breakableResources = async (): Promise<string[]> =>
  Object.entries((await exampleTemplate()).Resources ?? {})
    .filter(([, { Type }]) => Type in BREAKS)
    .map(([logicalId, resource]) => titleOf(logicalId, resource));

/** Break the resource of that title, however it likes to be broken, or by these properties. */
export const breaking =
  (title: string, properties?: Properties): Alter =>
  (template) => {
    let broken = 0;
    const altered = mapResources(template, (logicalId, resource) => {
      if (!(resource.Type in BREAKS) || titleOf(logicalId, resource) !== title) return resource;
      broken++;
      return { ...resource, Properties: { ...resource.Properties, ...(properties ?? BREAKS[resource.Type]) } };
    });
    if (broken !== 1) throw new Error(`the template has ${broken} resources ${title}, must be 1`);
    return altered;
  };

interface Statement {
  readonly Action: string | readonly string[];
}

/** Take an action from every statement of the policy of a role; both are named by their ids without hash. */
export const withoutPermission =
  (roleId: string, action: string): Alter =>
  (template) => {
    let taken = 0;
    const altered = mapResources(template, (logicalId, resource) => {
      if (resource.Type !== 'AWS::IAM::Policy' || !logicalId.startsWith(`${roleId}DefaultPolicy`)) return resource;
      const document = resource.Properties?.['PolicyDocument'] as { readonly Statement: readonly Statement[] };
      const Statement = document.Statement.flatMap((statement): Statement[] => {
        const actions = [statement.Action].flat();
        const left = actions.filter((each) => each !== action);
        taken += actions.length - left.length;
        return left.length === 0 ? [] : [{ ...statement, Action: left }];
      });
      return { ...resource, Properties: { ...resource.Properties, PolicyDocument: { ...document, Statement } } };
    });
    if (taken === 0) throw new Error(`the policy of ${roleId} grants no ${action}`);
    return altered;
  };

/** Let a role, named by its id without hash, trust a service that does not take it. */
export const withoutTrust =
  (roleId: string): Alter =>
  (template) => {
    let broken = 0;
    const altered = mapResources(template, (logicalId, resource) => {
      if (resource.Type !== 'AWS::IAM::Role' || logicalId.slice(0, -HASH_LENGTH) !== roleId) return resource;
      broken++;
      const Statement = [{ Effect: 'Allow', Principal: { Service: 'backup.amazonaws.com' }, Action: 'sts:AssumeRole' }];
      const AssumeRolePolicyDocument = { Version: '2012-10-17', Statement };
      return { ...resource, Properties: { ...resource.Properties, AssumeRolePolicyDocument } };
    });
    if (broken !== 1) throw new Error(`the template has ${broken} roles ${roleId}, must be 1`);
    return altered;
  };

/** Leave a resource out. */
export const withoutResource =
  (type: string, idPrefix: string): Alter =>
  (template) => {
    const all = Object.entries(template.Resources ?? {});
    const left = all.filter(([logicalId, { Type }]) => Type !== type || !logicalId.startsWith(idPrefix));
    if (left.length !== all.length - 1)
      throw new Error(`${all.length - left.length} are ${type} ${idPrefix}, must be 1`);
    return { ...template, Resources: Object.fromEntries(left) };
  };

/** Two changes of one template, in order. */
export const both =
  (first: Alter, second: Alter): Alter =>
  (template, stackName) =>
    second(first(template, stackName), stackName);

const mapResources = (
  template: Template,
  change: (logicalId: string, resource: TemplateResource) => TemplateResource,
): Template => ({
  ...template,
  Resources: Object.fromEntries(
    Object.entries(template.Resources ?? {}).map(([logicalId, resource]) => [logicalId, change(logicalId, resource)]),
  ),
});

/** `Rule rubato-demo-load-alarm`; the table has no name of its own and goes by its id. */
const titleOf = (logicalId: string, { Type, Properties = {} }: TemplateResource): string => {
  const name = ['Name', 'FunctionName', 'StateMachineName'].map((key) => Properties[key]).find((each) => each);
  return `${Type.split('::')[2]} ${name ?? logicalId.slice(0, -HASH_LENGTH)}`;
};

/** At the end of each logical id that the CDK makes. */
const HASH_LENGTH = 8;

const exampleTemplate = async (): Promise<Template> => {
  const { folder } = await assemblyOf(resolve('rubato.yaml'));
  return JSON.parse(readFileSync(join(folder, 'Rubato.template.json'), 'utf8')) as Template;
};
