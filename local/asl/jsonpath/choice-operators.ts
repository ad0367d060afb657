import { parseInstant } from '../parse-instant.ts';

/** Compares what `Variable` leads to with a literal, or with what a path leads to. A wrong type is no match. */
export type ChoiceOperator = (value: unknown, comparand: unknown) => boolean;

type Relation = (left: number | string, right: number | string) => boolean;

const RELATIONS: Readonly<Record<string, Relation>> = {
  Equals: (left, right) => left === right,
  LessThan: (left, right) => left < right,
  LessThanEquals: (left, right) => left <= right,
  GreaterThan: (left, right) => left > right,
  GreaterThanEquals: (left, right) => left >= right,
};

/** What a family of operators compares: its values as something ordered; undefined when the type is wrong. */
const FAMILIES: Readonly<Record<string, (value: unknown) => number | string | undefined>> = {
  String: (value) => (typeof value === 'string' ? value : undefined),
  Numeric: (value) => (typeof value === 'number' ? value : undefined),
  Timestamp: (value) => (typeof value === 'string' ? parseInstant(value) : undefined),
};

const comparison =
  (read: (value: unknown) => number | string | undefined, relation: Relation): ChoiceOperator =>
  (value, comparand) => {
    const left = read(value);
    const right = read(comparand);
    return left !== undefined && right !== undefined && relation(left, right);
  };

const comparisons = Object.entries(FAMILIES).flatMap(([family, read]) =>
  Object.entries(RELATIONS).map(([name, relation]) => [`${family}${name}`, comparison(read, relation)] as const),
);

const booleanEquals: ChoiceOperator = (value, comparand) => typeof value === 'boolean' && value === comparand;

/** `*` stands for any text, `\*` for itself. */
const stringMatches: ChoiceOperator = (value, pattern) => {
  if (typeof value !== 'string' || typeof pattern !== 'string') return false;
  const source = pattern.replace(/\\([\\*])|\*|[.+?^${}()|[\]\\]/g, (token, escaped: string | undefined) => {
    if (escaped !== undefined) return `\\${escaped}`;
    return token === '*' ? '[^]*' : `\\${token}`;
  });
  return new RegExp(`^${source}$`, 'u').test(value);
};

/** With a literal, or with a path when the name ends in `Path`. */
export const COMPARISONS: ReadonlyMap<string, ChoiceOperator> = new Map<string, ChoiceOperator>([
  ...comparisons,
  ['BooleanEquals', booleanEquals],
]);

/** https://docs.aws.amazon.com/step-functions/latest/dg/state-choice.html#amazon-states-language-choice-state-rules */
export const CHOICE_OPERATORS: ReadonlyMap<string, ChoiceOperator> = new Map<string, ChoiceOperator>([
  ...COMPARISONS,
  ['StringMatches', stringMatches],
  ['IsNull', (value, comparand) => (value === null) === comparand],
  ['IsString', (value, comparand) => (typeof value === 'string') === comparand],
  ['IsNumeric', (value, comparand) => (typeof value === 'number') === comparand],
  ['IsBoolean', (value, comparand) => (typeof value === 'boolean') === comparand],
  ['IsTimestamp', (value, comparand) => (typeof value === 'string' && parseInstant(value) !== undefined) === comparand],
]);
