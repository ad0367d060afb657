import { type BusEvent, eventTime } from '../event.ts';
import { isJsonObject } from '../pattern/value-test.ts';
import { compilePath, type PathSelector } from './select-path.ts';
import type { TargetInput } from './target-input.ts';

/**
 * An input transformer: variables taken from the event by path, put into a template.
 *
 * Within quotes a variable is its text as it is, without quotes of its own; elsewhere it is its JSON. A variable whose
 * path leads nowhere is empty; outside quotes an empty text (unverified). The result has to be JSON and is minified.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 * https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_InputTransformer.html
 *
 * @throws Error when the transformer is not one that AWS takes; when applied, when the result is not JSON
 */
export const compileTransformer = (paths: Readonly<Record<string, string>>, template: string): TargetInput => {
  const variables = parseVariables(paths);
  const parts = splitTemplate(template);
  return (event, rule) => {
    const values = (name: string): unknown => reserved(name, event, rule) ?? variables.get(name)?.(event);
    const text = parts
      .map(({ name, isQuoted, text }) => (name === undefined ? text : render(values(name), isQuoted)))
      .join('');
    return JSON.stringify(JSON.parse(text));
  };
};

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_InputTransformer.html */
const VARIABLES_MAX = 100;
const TEMPLATE_CHARACTERS_MAX = 8192;

const parseVariables = (paths: Readonly<Record<string, string>>): ReadonlyMap<string, PathSelector> => {
  const entries = Object.entries(paths);
  if (entries.length > VARIABLES_MAX) {
    throw new Error(`an input transformer has ${entries.length} variables; at most ${VARIABLES_MAX} are allowed`);
  }
  for (const [name] of entries) {
    if (!/^[\w-]{1,256}$/.test(name) || /^aws/i.test(name)) {
      throw new Error(
        `the variable ${name} of an input transformer must be letters, digits, _ or - and not begin with AWS`,
      );
    }
  }
  return new Map(entries.map(([name, path]) => [name, compilePath(path)]));
};

interface TemplatePart {
  readonly text: string;
  readonly name?: string;
  readonly isQuoted: boolean;
}

const splitTemplate = (template: string): readonly TemplatePart[] => {
  if (template.length > TEMPLATE_CHARACTERS_MAX) {
    throw new Error(
      `an input template has ${template.length} characters; at most ${TEMPLATE_CHARACTERS_MAX} are allowed`,
    );
  }
  let isQuoted = false;
  return template.split(/(<[\w.-]+>)/).map((text) => {
    const name = /^<([\w.-]+)>$/.exec(text)?.[1];
    if (name !== undefined) return { text, name, isQuoted };
    for (const [quote] of text.matchAll(/\\.|"/g)) if (quote === '"') isQuoted = !isQuoted;
    return { text, isQuoted };
  });
};

const reserved = (name: string, event: BusEvent, rule: { readonly name: string; readonly arn: string }): unknown => {
  switch (name) {
    case 'aws.events.rule-arn':
      return rule.arn;
    case 'aws.events.rule-name':
      return rule.name;
    case 'aws.events.event.ingestion-time':
      return eventTime(Date.parse(event.time));
    case 'aws.events.event.json':
      return event;
    case 'aws.events.event': {
      const { detail: _, ...withoutDetail } = event;
      return withoutDetail;
    }
    default:
      return undefined;
  }
};

const render = (value: unknown, isQuoted: boolean): string => {
  if (!isQuoted) return JSON.stringify(value ?? '');
  if (value === undefined || value === null) return '';
  // AWS does not escape what it puts between quotes; an object loses its own quotes, which would end the text.
  return isJsonObject(value) || Array.isArray(value) ? JSON.stringify(value).replaceAll('"', '') : String(value);
};
