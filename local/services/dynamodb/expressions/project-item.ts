import type { AttributeValue, Item } from '../values/attribute-value.ts';
import { attributeOf } from './document-path.ts';
import type { DocumentPath, PathStep } from './syntax.ts';

/** The steps that are wanted below a value; undefined wants the value as a whole. */
interface Wanted {
  readonly below: Map<PathStep, Wanted>;
  isWhole: boolean;
}

/**
 * Only what the paths name: maps keep their shape, elements of lists close up in their order.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.ProjectionExpressions.html
 */
export const projectItem = (item: Item, paths: readonly DocumentPath[]): Item => {
  const wanted: Wanted = { below: new Map(), isWhole: false };
  for (const path of paths) {
    let node = wanted;
    for (const step of path) node = descend(node, step);
    node.isWhole = true;
  }
  return projectMap(item, wanted);
};

const descend = (node: Wanted, step: PathStep): Wanted => {
  const found = node.below.get(step);
  if (found !== undefined) return found;
  const added: Wanted = { below: new Map(), isWhole: false };
  node.below.set(step, added);
  return added;
};

const projectMap = (map: Item, wanted: Wanted): Item => {
  const kept: Record<string, AttributeValue> = {};
  for (const [step, below] of wanted.below) {
    const value = typeof step === 'string' ? attributeOf(map, step) : undefined;
    const projected = value === undefined ? undefined : projectValue(value, below);
    if (projected !== undefined) kept[step] = projected;
  }
  return kept;
};

const projectValue = (value: AttributeValue, wanted: Wanted): AttributeValue | undefined => {
  if (wanted.isWhole) return value;
  if ('M' in value) {
    const kept = projectMap(value.M, wanted);
    return Object.keys(kept).length === 0 ? undefined : { M: kept };
  }
  if (!('L' in value)) return undefined;
  const kept = value.L.flatMap((element, index) => {
    const below = wanted.below.get(index);
    return below === undefined ? [] : (projectValue(element, below) ?? []);
  });
  return kept.length === 0 ? undefined : { L: kept };
};
