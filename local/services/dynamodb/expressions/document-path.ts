import type { AttributeValue, Item } from '../values/attribute-value.ts';
import type { DocumentPath } from './syntax.ts';

/** The value at a path, or undefined where the item has none. */
export const valueAt = (item: Item, path: DocumentPath): AttributeValue | undefined => {
  let value: AttributeValue | undefined = attributeOf(item, String(path[0]));
  for (let index = 1; index < path.length && value !== undefined; index++) {
    const step = path[index] as string | number;
    if (typeof step === 'number') value = 'L' in value ? value.L[step] : undefined;
    else value = 'M' in value ? attributeOf(value.M, step) : undefined;
  }
  return value;
};

/** An attribute by name; a name such as `constructor` is not found on the prototype. */
export const attributeOf = (item: Item, name: string): AttributeValue | undefined =>
  Object.hasOwn(item, name) ? item[name] : undefined;

/** As AWS writes paths in messages. */
export const writePath = (path: DocumentPath): string =>
  `[${path.map((step) => (typeof step === 'number' ? `[${step}]` : step)).join(', ')}]`;

export const isSamePath = (left: DocumentPath, right: DocumentPath): boolean =>
  left.length === right.length && left.every((step, index) => step === right[index]);

/**
 * How two paths get in each other's way: one contains the other, or they part at a step that is a name in one and an
 * index in the other, so that no value satisfies both.
 */
export const relatePaths = (left: DocumentPath, right: DocumentPath): 'apart' | 'overlap' | 'conflict' => {
  const length = Math.min(left.length, right.length);
  for (let index = 0; index < length; index++) {
    if (left[index] === right[index]) continue;
    return typeof left[index] === typeof right[index] ? 'apart' : 'conflict';
  }
  return 'overlap';
};
