import { isDeepStrictEqual } from 'node:util';
import { resolveValue } from '../../assembly/resolve-value.ts';
import type { Stack, StackResource } from '../../assembly/stack.ts';
import type { StackChange, StackContext } from '../../assembly/stack-change.ts';
import type { TemplateResource } from '../../assembly/template.ts';
import { templateScope } from '../../assembly/template-scope.ts';
import type { CreatedResource } from '../../kernel.ts';

/** What would happen to a resource. */
export interface PlannedChange {
  readonly action: 'Add' | 'Modify' | 'Remove';
  readonly logicalId: string;
  readonly type: string;
  readonly physicalId: string | undefined;
  /** Properties that change, and whether each leads to a replacement. */
  readonly properties: readonly { readonly name: string; readonly isReplacing: boolean }[];
}

/** Metadata of the CDK is no resource here. */
const METADATA_TYPE = 'AWS::CDK::Metadata';

/**
 * Work out what a change would do, without doing it: what resources that are to come will be called is not known yet, and so
 * differs from anything.
 *
 * @throws Error on a function of the template that is not known
 */
export const planChanges = (stack: Stack, change: StackChange, context: StackContext): readonly PlannedChange[] => {
  const { template, parameters } = change;
  const { kernel, exported, providers } = context;
  const resource = (logicalId: string): CreatedResource & { readonly type: string } => {
    const wanted = template.Resources?.[logicalId];
    if (wanted === undefined) throw new Error(`the template refers to ${logicalId}, which is not in it`);
    return stack.resources.get(logicalId) ?? unknownYet(logicalId, wanted);
  };
  const scope = templateScope({ kernel, stack, template, parameters, resource, exported });

  const planned: PlannedChange[] = [];
  const wantedIds = new Set<string>();
  for (const [logicalId, wanted] of Object.entries(template.Resources ?? {})) {
    const isWanted = wanted.Condition === undefined || scope.condition(wanted.Condition);
    if (wanted.Type === METADATA_TYPE || !isWanted) continue;
    wantedIds.add(logicalId);
    const properties = resolveValue(wanted.Properties ?? {}, scope) as Readonly<Record<string, unknown>>;
    const before = stack.resources.get(logicalId);
    const { replacedBy = [] } = providers.get(wanted.Type) ?? {};
    if (before === undefined) planned.push(planOf('Add', { logicalId, type: wanted.Type }));
    else planned.push(...planModification(before, properties, replacedBy));
  }
  for (const [logicalId, before] of stack.resources) {
    if (!wantedIds.has(logicalId)) planned.push(planOf('Remove', before));
  }
  return planned;
};

const unknownYet = (
  logicalId: string,
  { Type: type }: TemplateResource,
): CreatedResource & { readonly type: string } => ({
  type,
  ref: `(${logicalId}, known after it is made)`,
  attributes: new Proxy({}, { get: (_, name) => `(${logicalId}.${String(name)}, known after it is made)` }),
});

const planModification = (
  before: StackResource,
  properties: Readonly<Record<string, unknown>>,
  replacedBy: readonly string[],
): readonly PlannedChange[] => {
  const names = new Set([...Object.keys(before.properties), ...Object.keys(properties)]);
  const changed = [...names].filter((name) => !isDeepStrictEqual(before.properties[name], properties[name]));
  if (changed.length === 0) return [];
  const details = changed.map((name) => ({ name, isReplacing: replacedBy.includes(name) }));
  return [{ ...planOf('Modify', before), properties: details }];
};

const planOf = (
  action: PlannedChange['action'],
  { logicalId, type, ref }: Pick<StackResource, 'logicalId' | 'type'> & { readonly ref?: string },
): PlannedChange => ({ action, logicalId, type, physicalId: ref, properties: [] });
