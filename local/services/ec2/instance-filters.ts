import { AwsError } from '../../kernel.ts';
import type { Instance } from './instance.ts';

export interface Filter {
  readonly Name?: string;
  readonly Values?: readonly string[];
}

export type FieldReader = (instance: Instance) => string | undefined;

/**
 * Instances that pass every filter; the values of one filter are alternatives and may hold `*` and `?`:
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Filter.html
 *
 * @throws `AwsError` InvalidParameterValue for a filter that the embedded cloud does not know
 */
export const filterInstances = (
  instances: Iterable<Instance>,
  filters: readonly Filter[],
  fields: Readonly<Record<string, FieldReader>>,
): readonly Instance[] => {
  const tests = filters.map((filter) => testOf(filter, fields));
  const kept: Instance[] = [];
  for (const instance of instances) if (tests.every((test) => test(instance))) kept.push(instance);
  return kept;
};

const testOf = (filter: Filter, fields: Readonly<Record<string, FieldReader>>): ((instance: Instance) => boolean) => {
  const name = filter.Name ?? '';
  const patterns = (filter.Values ?? []).map(patternOf);
  const matches = (value: string): boolean => patterns.some((pattern) => pattern.test(value));
  if (name === 'tag-key') return (instance) => Object.keys(instance.tags).some(matches);
  const read = name.startsWith('tag:') ? readTag(name.slice('tag:'.length)) : fields[name];
  if (read === undefined) throw new AwsError('InvalidParameterValue', `The filter '${name}' is invalid`);
  return (instance) => {
    const value = read(instance);
    return value !== undefined && matches(value);
  };
};

const readTag =
  (key: string): FieldReader =>
  (instance) =>
    instance.tags[key];

const patternOf = (value: string): RegExp =>
  new RegExp(
    `^${value
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
  );

/** Filters that DescribeInstances and DescribeInstanceStatus share. */
export const COMMON_FIELDS: Readonly<Record<string, FieldReader>> = {
  'availability-zone': (instance) => instance.zone,
  'instance-state-name': (instance) => instance.state,
};
