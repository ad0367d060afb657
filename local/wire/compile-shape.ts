import type { Member, Shape } from './shape.ts';

/** Turns a value into another one. */
export type Convert<From = unknown, To = unknown> = (value: From) => To;

/** Makes a converter for a member; `place` is compiled in, for the message of a value that does not fit. */
export type Compile<From, To> = (member: Member, place: string) => Convert<From, To>;

/**
 * Compile structures once, and at first use, for they may contain themselves (an attribute value of DynamoDB does).
 * Every cycle of shapes leads through a structure.
 */
export const compileShape = <From, To>(compile: Compile<From, To>): Compile<From, To> => {
  const structures = new WeakMap<Shape, Convert<From, To>>();
  return (member, place) => {
    if (member.shape.kind !== 'structure') return compile(member, place);
    const known = structures.get(member.shape);
    if (known !== undefined) return known;
    let compiled: Convert<From, To> | undefined;
    const convert: Convert<From, To> = (value) => {
      compiled ??= compile(member, place);
      return compiled(value);
    };
    structures.set(member.shape, convert);
    return convert;
  };
};

/** Converters by member name of a structure. */
export const compileMembers = <From, To>(
  shape: { readonly name: string; readonly members: () => ReadonlyMap<string, Member> },
  compile: Compile<From, To>,
): ReadonlyMap<string, Convert<From, To>> =>
  new Map([...shape.members()].map(([name, member]) => [name, compile(member, `${shape.name}.${name}`)]));

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
