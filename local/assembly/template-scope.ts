import type { CreatedResource, Kernel } from '../kernel.ts';
import { evaluateCondition } from './evaluate-condition.ts';
import { pseudoParameter } from './pseudo-parameter.ts';
import { resolveValue } from './resolve-value.ts';
import { NO_VALUE, type Scope } from './scope.ts';
import type { Template } from './template.ts';

export interface TemplateScopeSettings {
  readonly kernel: Kernel;
  readonly stack: { readonly name: string; readonly id: string };
  readonly template: Template;
  readonly parameters: ReadonlyMap<string, unknown>;
  /** A resource of the template by its logical id. @throws Error when there is none */
  readonly resource: (logicalId: string) => CreatedResource & { readonly type: string };
  readonly exported: (name: string) => string | undefined;
}

/** What the intrinsic functions of one template can ask for. */
export const templateScope = (settings: TemplateScopeSettings): Scope => {
  const { kernel, stack, template, parameters } = settings;
  const conditions = new Map<string, boolean>();

  const scope: Scope = {
    region: kernel.region,
    zones: (of) => ['a', 'b', 'c'].map((letter) => `${of}${letter}`),
    ref: (name) => {
      if (name === 'AWS::NoValue') return NO_VALUE;
      if (parameters.has(name)) return parameters.get(name);
      return pseudoParameter(name, kernel, stack.name, stack.id) ?? settings.resource(name).ref;
    },
    attribute: (logicalId, name) => {
      const { type, attributes } = settings.resource(logicalId);
      const value = attributes[name];
      if (value !== undefined) return value;
      const known = Object.keys(attributes).join(', ') || 'none';
      throw new Error(`${type} ${logicalId} has no attribute ${name} in the embedded cloud; it has ${known}`);
    },
    condition: (name) => {
      const known = conditions.get(name);
      if (known !== undefined) return known;
      const condition = template.Conditions?.[name];
      if (condition === undefined) throw new Error(`${stack.name}: the template has no condition ${name}`);
      const value = evaluateCondition(condition, scope, resolveValue);
      conditions.set(name, value);
      return value;
    },
    mapped: (map, first, second) => {
      const value = template.Mappings?.[map]?.[first]?.[second];
      if (value === undefined) throw new Error(`the mapping ${map} has nothing at ${first}, ${second}`);
      return value;
    },
    imported: (name) => {
      const value = settings.exported(name);
      if (value === undefined) throw new Error(`no stack deployed before exports ${name}`);
      return value;
    },
  };
  return scope;
};
