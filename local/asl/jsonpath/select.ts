import type { Segment } from './path.ts';

/** All that a path's segments lead to, in order; empty when nothing is there. */
export const select = (segments: readonly Segment[], value: unknown, root: unknown): readonly unknown[] => {
  let found: readonly unknown[] = [value];
  for (const segment of segments) {
    if (segment.kind === 'descendants') found = found.flatMap(selfAndDescendants);
    else found = found.flatMap((item) => step(segment, item, root));
  }
  return found;
};

const step = (segment: Segment, value: unknown, root: unknown): readonly unknown[] => {
  switch (segment.kind) {
    case 'names':
      return segment.names.flatMap((name) => member(value, name));
    case 'indices':
      return segment.indices.flatMap((index) => item(value, index));
    case 'slice':
      return Array.isArray(value) ? slice(value, segment) : [];
    case 'wildcard':
      return children(value);
    case 'filter':
      return (Array.isArray(value) ? value : [value]).filter((candidate) => segment.test(candidate, root));
    case 'function':
      return applyFunction(segment.name, value);
    case 'descendants':
      return selfAndDescendants(value);
  }
};

const member = (value: unknown, name: string): readonly unknown[] =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.hasOwn(value, name)
    ? [(value as Record<string, unknown>)[name]]
    : [];

const item = (value: unknown, index: number): readonly unknown[] => {
  if (!Array.isArray(value)) return [];
  const position = index < 0 ? value.length + index : index;
  return position >= 0 && position < value.length ? [value[position]] : [];
};

const slice = (
  items: readonly unknown[],
  { from, to, step: stride }: Extract<Segment, { kind: 'slice' }>,
): readonly unknown[] => items.slice(from, to).filter((_, index) => index % Math.max(1, stride) === 0);

const children = (value: unknown): readonly unknown[] => {
  if (typeof value !== 'object' || value === null) return [];
  return Array.isArray(value) ? value : Object.values(value);
};

const selfAndDescendants = (value: unknown): readonly unknown[] => [
  value,
  ...children(value).flatMap(selfAndDescendants),
];

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

const mean = (numbers: readonly number[]): number => sum(numbers) / numbers.length;

const AGGREGATES: Readonly<Record<string, (numbers: readonly number[]) => number>> = {
  sum,
  avg: mean,
  min: (numbers) => Math.min(...numbers),
  max: (numbers) => Math.max(...numbers),
  stddev: (numbers) => Math.sqrt(mean(numbers.map((number) => (number - mean(numbers)) ** 2))),
};

const applyFunction = (name: string, value: unknown): readonly unknown[] => {
  if (typeof value !== 'object' || value === null) return [];
  if (name === 'first' || name === 'last') return item(value, name === 'first' ? 0 : -1);
  if (name === 'keys') return Array.isArray(value) ? [] : [Object.keys(value)];
  if (name === 'length' || name === 'size') return [Array.isArray(value) ? value.length : Object.keys(value).length];
  const numbers = children(value).filter((child) => typeof child === 'number');
  return numbers.length === 0 ? [] : [AGGREGATES[name]?.(numbers)];
};
