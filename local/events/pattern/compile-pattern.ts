import { compileField } from './compile-field.ts';
import { chooseGate, type PatternGate } from './pattern-gate.ts';
import { refusePattern } from './refuse-pattern.ts';
import { isJsonObject, isScalar, type Scalar, type ValueTest } from './value-test.ts';

export interface EventPattern {
  /** @param event its dotted keys expanded, see `expandDottedKeys` */
  readonly matches: (event: Readonly<Record<string, unknown>>) => boolean;
  /** The only sources that can match, or undefined when the pattern does not list them. For finding rules fast. */
  readonly sources: ReadonlySet<Scalar> | undefined;
  /** For the same; undefined when no single test rules an event out. */
  readonly gate: PatternGate | undefined;
}

/**
 * Compile an event pattern. Fields are joined by and, the alternatives of one field and of `$or` by or. Fields within one
 * list of objects have to match in the same object. A key with dots is a path.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html
 *
 * @param pattern parsed JSON
 * @throws `AwsError` InvalidEventPatternException with AWS's reason
 */
export const compilePattern = (pattern: unknown): EventPattern => {
  if (!isJsonObject(pattern)) return refusePattern('Filter is not an object');
  const root = fillNode(emptyNode(), pattern, [], false);
  const node = compileNode(root);
  return {
    matches: (event) => matchesNode(node, event, event),
    sources: root.fields.get('source')?.leaf?.test.exactly,
    gate: chooseGate([...leavesOf(root)]),
  };
};

/** The tests that all have to be passed; those within `$or` are not among them. */
function* leavesOf({ fields }: PatternNode): Generator<Leaf> {
  for (const { leaf, node } of fields.values()) {
    if (leaf !== undefined) yield leaf;
    if (node !== undefined) yield* leavesOf(node);
  }
}

/** The part of a pattern below one path. */
interface PatternNode {
  readonly fields: Map<string, PatternField>;
  readonly either: (readonly PatternNode[])[];
}

interface PatternField {
  leaf?: Leaf;
  node?: PatternNode;
}

type Leaf = PatternGate;

/** The same, as lists: matching is what happens most often in the whole of EventBridge. */
interface CompiledNode {
  readonly fields: readonly CompiledField[];
  readonly either: readonly (readonly CompiledNode[])[];
}

interface CompiledField {
  readonly key: string;
  /** A name that every object has, such as `constructor`: only then has the event to be asked whether it is its own. */
  readonly isInherited: boolean;
  readonly leaf: Leaf | undefined;
  readonly node: CompiledNode | undefined;
}

const compileNode = ({ fields, either }: PatternNode): CompiledNode => ({
  fields: [...fields].toSorted(bySelectivity).map(([key, { leaf, node }]) => ({
    key,
    isInherited: key in Object.prototype,
    leaf,
    node: node && compileNode(node),
  })),
  either: either.map((alternatives) => alternatives.map(compileNode)),
});

/** What tells events apart comes first; `source` has often been looked at before, see `EventPattern.sources`. */
const bySelectivity = ([left]: readonly [string, unknown], [right]: readonly [string, unknown]): number =>
  Number(left === 'source') - Number(right === 'source');

/** Add a part of a pattern to a node; what dotted keys have put there before stays. */
const fillNode = (
  node: PatternNode,
  pattern: Readonly<Record<string, unknown>>,
  path: readonly string[],
  isInOr: boolean,
): PatternNode => {
  const entries = Object.entries(pattern);
  if (entries.length === 0) refusePattern('Empty objects are not allowed');
  for (const [key, value] of entries) {
    if (key === '$or') node.either.push(parseOr(value, path));
    else fillField(node, key, value, path, isInOr);
  }
  return node;
};

const fillField = (top: PatternNode, key: string, value: unknown, path: readonly string[], isInOr: boolean): void => {
  if (isInOr && RESERVED_IN_OR.has(key)) {
    refusePattern(`${key} is Ruler reserved fieldName which cannot be used inside $or.`);
  }
  const steps = key.split('.');
  const fieldPath = [...path, ...steps];
  const last = steps.pop() ?? key;
  const field = fieldOf(steps.reduce(childOf, top), last);
  if (Array.isArray(value)) {
    field.leaf = { path: fieldPath, test: compileField(value) };
  } else if (isJsonObject(value)) {
    field.node ??= emptyNode();
    fillNode(field.node, value, fieldPath, isInOr);
  } else {
    refusePattern(`"${key}" must be an object or an array`);
  }
};

const emptyNode = (): PatternNode => ({ fields: new Map(), either: [] });

const childOf = (node: PatternNode, key: string): PatternNode => {
  const field = fieldOf(node, key);
  field.node ??= emptyNode();
  return field.node;
};

const fieldOf = (node: PatternNode, key: string): PatternField => {
  const found = node.fields.get(key) ?? {};
  node.fields.set(key, found);
  return found;
};

const parseOr = (alternatives: unknown, path: readonly string[]): readonly PatternNode[] => {
  if (!Array.isArray(alternatives)) return refusePattern('It must be an Array followed with $or.');
  const nodes = alternatives.map((alternative: unknown) =>
    isJsonObject(alternative)
      ? fillNode(emptyNode(), alternative, path, true)
      : refusePattern('Only JSON object is allowed in array of $or relationship.'),
  );
  return nodes.length < 2 ? refusePattern('There must have at least 2 Objects in $or relationship.') : nodes;
};

/** https://github.com/aws/event-ruler/blob/main/src/main/software/amazon/event/ruler/Constants.java */
const RESERVED_IN_OR = new Set([
  'exactly',
  'prefix',
  'suffix',
  'equals-ignore-case',
  'numeric',
  'anything-but',
  'exists',
  'cidr',
  'wildcard',
  '=',
  '<',
  '<=',
  '>',
  '>=',
  'regex',
  'not-wildcard',
  'not-equals-ignore-case',
  'date-after',
  'date-on-or-after',
  'date-before',
  'date-on-or-before',
  'in-date-range',
  'ip-address-in-range',
  'ip-address-not-in-range',
]);

const matchesNode = (node: CompiledNode, value: unknown, event: unknown): boolean => {
  if (typeof value !== 'object' || value === null) return matchesFields(node, NOTHING, value, event);
  if (!Array.isArray(value)) return matchesFields(node, value as Readonly<Record<string, unknown>>, value, event);
  // With nothing in the list that matches, the fields may still be ones that have to be absent.
  return value.some((item) => matchesNode(node, item, event)) || matchesNode(node, undefined, event);
};

const matchesFields = (
  { fields, either }: CompiledNode,
  record: Readonly<Record<string, unknown>>,
  value: unknown,
  event: unknown,
): boolean => {
  for (const { key, isInherited, leaf, node } of fields) {
    const found = isInherited && !Object.hasOwn(record, key) ? undefined : record[key];
    if (leaf !== undefined && !matchesLeaf(leaf, found, event)) return false;
    if (node !== undefined && !matchesNode(node, found, event)) return false;
  }
  for (const alternatives of either) {
    if (!alternatives.some((alternative) => matchesNode(alternative, value, event))) return false;
  }
  return true;
};

const NOTHING: Readonly<Record<string, unknown>> = {};

const matchesLeaf = (leaf: Leaf, value: unknown, event: unknown): boolean => {
  if (isScalar(value)) return leaf.test.test(value);
  return hasScalar(value, leaf.test.test) || (leaf.test.acceptsAbsence && !isPresent(event, leaf.path, 0));
};

/** Whether a value, or one in a list however deep, passes a test. An object or an empty list holds no value. */
const hasScalar = (value: unknown, test: ValueTest): boolean => {
  if (isScalar(value)) return test(value);
  return Array.isArray(value) && value.some((item) => hasScalar(item, test));
};

const isPresent = (value: unknown, path: readonly string[], depth: number): boolean => {
  if (Array.isArray(value)) return value.some((item) => isPresent(item, path, depth));
  const key = path[depth];
  if (key === undefined) return isScalar(value);
  return isJsonObject(value) && Object.hasOwn(value, key) && isPresent(value[key], path, depth + 1);
};
