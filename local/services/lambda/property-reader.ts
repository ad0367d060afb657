import type { ResourceRequest } from '../../kernel.ts';

/** Reads the properties of one resource of a template, and says which one is wrong. */
export interface PropertyReader {
  text(name: string): string | undefined;
  requiredText(name: string): string;
  /** Templates may write numbers as text. */
  number(name: string): number | undefined;
  /** A nested object; an empty one when it is absent. */
  object(name: string): PropertyReader;
  readonly value: Readonly<Record<string, unknown>>;
  /** @throws when there is a property that is neither modelled nor known to change nothing here */
  refuseOthers(known: readonly string[]): void;
}

export const readProperties = (request: ResourceRequest, type: string): PropertyReader =>
  readerOf(request.properties, `${request.logicalId} (${type})`);

const readerOf = (value: Readonly<Record<string, unknown>>, place: string): PropertyReader => {
  const problem = (name: string, expected: string): Error =>
    new Error(`${place}: ${name} is ${JSON.stringify(value[name])}, expected ${expected}`);

  const text = (name: string): string | undefined => {
    const found = value[name];
    if (found !== undefined && typeof found !== 'string') throw problem(name, 'text');
    return found;
  };

  return {
    value,
    text,
    requiredText: (name) => {
      const found = text(name);
      if (found === undefined) throw problem(name, 'text');
      return found;
    },
    number: (name) => {
      const found = value[name];
      if (found === undefined) return undefined;
      const number = typeof found === 'string' ? Number(found) : found;
      if (typeof number !== 'number' || !Number.isFinite(number)) throw problem(name, 'a number');
      return number;
    },
    object: (name) => {
      const found = value[name] ?? {};
      if (typeof found !== 'object' || Array.isArray(found)) throw problem(name, 'an object');
      return readerOf(found as Record<string, unknown>, `${place}: ${name}`);
    },
    refuseOthers: (known) => {
      const unknown = Object.keys(value).filter((name) => !known.includes(name));
      if (unknown.length > 0) throw new Error(`${place}: the embedded cloud does not model ${unknown.join(', ')}`);
    },
  };
};
