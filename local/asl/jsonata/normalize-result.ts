/**
 * Turn what JSONata gave into plain JSON: its arrays may carry marks of the library that would change how the next
 * expression treats them, and functions are no data, nor is what is no finite number.
 *
 * @throws `Error` when there is one of these in it
 */
export const normalizeResult = (value: unknown): unknown => {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new Error(`Number out of range: ${value}`);
  if (typeof value === 'function') throw new Error('The result is a function, which is not JSON.');
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return normalizeArray(value);
  if (isFunctionObject(value)) throw new Error('The result is a function, which is not JSON.');
  return normalizeObject(value as Record<string, unknown>);
};

const normalizeArray = (items: readonly unknown[]): readonly unknown[] => {
  const isMarked = 'sequence' in items || 'cons' in items || 'keepSingleton' in items;
  const normalized = items.map(normalizeResult);
  const isChanged = normalized.some((item, index) => item !== items[index]);
  return isMarked || isChanged ? normalized : items;
};

const normalizeObject = (members: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> => {
  let changed: Record<string, unknown> | undefined;
  for (const key in members) {
    const value = normalizeResult(members[key]);
    if (value === members[key]) continue;
    changed ??= { ...members };
    changed[key] = value;
  }
  return changed ?? members;
};

const isFunctionObject = (value: object): boolean => '_jsonata_function' in value || '_jsonata_lambda' in value;
