import type { Template, TemplateParameter } from './template.ts';

/** Reads the value of a parameter in the parameter store. */
export type ReadStored = (name: string) => Promise<string>;

/**
 * The values of a template's parameters: given ones, else their defaults.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html
 *
 * @throws Error on a type that is not known, a value that is missing, or one that does not fit
 */
export const resolveParameters = async (
  { Parameters = {} }: Template,
  given: Readonly<Record<string, string>>,
  readStored: ReadStored,
): Promise<ReadonlyMap<string, unknown>> => {
  const unknown = Object.keys(given).find((name) => !Object.hasOwn(Parameters, name));
  if (unknown !== undefined)
    throw new Error(`the template has no parameter ${unknown}; it has ${Object.keys(Parameters).join(', ')}`);
  const values = new Map<string, unknown>();
  for (const [name, parameter] of Object.entries(Parameters)) {
    values.set(name, await resolveParameter(name, parameter, given[name], readStored));
  }
  return values;
};

const STORED = /^AWS::SSM::Parameter::Value<(.+)>$/;

const resolveParameter = async (
  name: string,
  parameter: TemplateParameter,
  given: string | undefined,
  readStored: ReadStored,
): Promise<unknown> => {
  const text = given ?? parameter.Default;
  if (text === undefined) throw new Error(`the parameter ${name} has neither a value nor a default`);
  checkAllowed(name, parameter, String(text));
  const stored = STORED.exec(parameter.Type)?.[1];
  return stored === undefined
    ? convert(name, parameter.Type, String(text))
    : convert(name, stored, await readStored(String(text)));
};

const checkAllowed = (name: string, { AllowedValues, AllowedPattern }: TemplateParameter, text: string): void => {
  if (AllowedValues !== undefined && !AllowedValues.map(String).includes(text)) {
    throw new Error(`the parameter ${name} is ${text}; it must be one of ${AllowedValues.join(', ')}`);
  }
  if (AllowedPattern !== undefined && !new RegExp(`^(?:${AllowedPattern})$`).test(text)) {
    throw new Error(`the parameter ${name} is ${text}; it must match ${AllowedPattern}`);
  }
};

/** CloudFormation keeps numbers as texts, and so a Ref to one is a text. */
const convert = (name: string, type: string, text: string): unknown => {
  if (type === 'String' || /^AWS::(EC2|Route53)::[\w:]+$/.test(type)) return text;
  if (type === 'Number') {
    if (text.trim() === '' || Number.isNaN(Number(text)))
      throw new Error(`the parameter ${name} is ${text}; it must be a number`);
    return text;
  }
  if (type === 'CommaDelimitedList' || /^List<.+>$/.test(type)) return text.split(',').map((item) => item.trim());
  throw new Error(`the parameter ${name} is of type ${type}, which is not known`);
};

/** The values of all parameters of a template, as they are given or as it says. */
export const allParameters = (
  { Parameters = {} }: Template,
  given: Readonly<Record<string, string>>,
): Record<string, string> =>
  Object.fromEntries(
    Object.entries(Parameters).map(([name, { Default = '' }]) => [name, given[name] ?? String(Default)]),
  );
