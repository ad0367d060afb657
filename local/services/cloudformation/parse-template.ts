import { parseDocument } from 'yaml';
import type { Template } from '../../assembly/template.ts';
import { AwsError } from '../../kernel.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html; without macros, which are not run here */
const SECTIONS = [
  'AWSTemplateFormatVersion',
  'Conditions',
  'Description',
  'Mappings',
  'Metadata',
  'Outputs',
  'Parameters',
  'Resources',
  'Rules',
];

/**
 * Read a template, in JSON or in YAML without the short forms of functions.
 *
 * @throws `AwsError` ValidationError
 */
export const parseTemplate = (text: string): Template => {
  const value = text.trimStart().startsWith('{') ? parseJson(text) : parseYaml(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw invalid('unsupported structure.');
  }
  const unknown = Object.keys(value).find((section) => !SECTIONS.includes(section));
  if (unknown !== undefined)
    throw invalid(`the section ${unknown} is not known; it must be one of ${SECTIONS.join(', ')}`);
  if (!('Resources' in value) || Object.keys(Object(value.Resources) as object).length === 0) {
    throw invalid('At least one Resources member must be defined.');
  }
  return value as Template;
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw invalid(`JSON not well-formed. ${cause instanceof Error ? cause.message : ''}`);
  }
};

const parseYaml = (text: string): unknown => {
  const document = parseDocument(text, { maxAliasCount: 0 } as object);
  const [problem] = [...document.errors, ...document.warnings];
  if (problem !== undefined) throw invalid(`YAML not well-formed. ${problem.message}`);
  return document.toJS({ maxAliasCount: 0 });
};

const invalid = (reason: string): AwsError => new AwsError('ValidationError', `Template format error: ${reason}`);
