import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import type { Template } from 'aws-cdk-lib/assertions';
import type { Blueprint } from '../../core/blueprint/model.ts';
import { parseBlueprint } from '../../core/blueprint/parse-blueprint.ts';
import { RubatoStack } from '../../infra/rubato-stack.ts';

const ROOT = join(import.meta.dirname, '../..');

export const blueprintOf = (file: string): Blueprint => {
  const result = parseBlueprint(readFileSync(join(ROOT, file), 'utf8'), file);
  if (!result.isValid) throw new Error(result.problems.map(({ text }) => text).join('\n'));
  return result.blueprint;
};

/** The stack without bundling: what the template says does not depend on it. */
export const stackOf = (blueprint: Blueprint): RubatoStack => new RubatoStack(appOf(), 'Rubato', { blueprint });

export const appOf = (props: { readonly outdir?: string } = {}): App => {
  const { context } = JSON.parse(readFileSync(join(ROOT, 'cdk.json'), 'utf8'));
  return new App({
    ...props,
    context: { ...context, 'aws:cdk:bundling-stacks': [] },
    builtinCloudFormationValidation: false,
  });
};

export interface Resource {
  readonly Type: string;
  // biome-ignore lint/suspicious/noExplicitAny: a template is JSON of any shape
  readonly Properties: Record<string, any>;
}

/** @throws when there is none, for what is said of all of them would be true */
export const resourcesOf = (template: Template, type: string): [id: string, resource: Resource][] => {
  const found = Object.entries(template.findResources(type)) as [string, Resource][];
  if (found.length === 0) throw new Error(`the template has no ${type}`);
  return found;
};
