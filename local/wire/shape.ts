/**
 * The shapes of an API as the SDK's clients carry them. A client exports each operation and error as a static schema:
 * nested arrays that begin with a number for the kind, with functions where shapes refer to each other. What the numbers
 * mean is read from `@smithy/core/schema` (sentinels.js, NormalizedSchema.js) of the installed version.
 */
export type Shape =
  | { readonly kind: 'string' | 'number' | 'boolean' | 'blob' | 'document' | 'unit' }
  | { readonly kind: 'timestamp'; readonly format: TimestampFormat }
  | { readonly kind: 'list'; readonly value: () => Member }
  | { readonly kind: 'map'; readonly key: () => Member; readonly value: () => Member }
  | StructureShape;

/** `default`: whatever the protocol uses where the API says nothing. */
export type TimestampFormat = 'default' | 'date-time' | 'http-date' | 'epoch-seconds';

export interface StructureShape {
  readonly kind: 'structure';
  readonly name: string;
  readonly members: () => ReadonlyMap<string, Member>;
  readonly required: readonly string[];
  readonly traits: Traits;
}

/** A shape in its place, with what that place says about names on the wire. */
export interface Member {
  readonly shape: Shape;
  readonly traits: Traits;
}

export interface Traits {
  readonly xmlName?: string;
  readonly ec2QueryName?: string;
  /** Error code and HTTP status under the query protocol. */
  readonly awsQueryError?: readonly [string, number];
  readonly error?: 'client' | 'server';
  readonly httpError?: number;
  readonly xmlFlattened?: 1;
  readonly xmlNamespace?: readonly string[];
  /** Where a member of a REST API stands, when it is not in the body. */
  readonly httpLabel?: 1;
  readonly httpPayload?: 1;
  readonly httpHeader?: string;
  readonly httpQuery?: string;
  readonly httpPrefixHeaders?: string;
}

export interface OperationShape {
  readonly name: string;
  /** Of a REST API. */
  readonly http?: readonly [method: string, path: string, status: number];
  readonly input: Shape;
  readonly output: Shape;
}

const SIMPLE_KINDS: Readonly<Record<number, Shape>> = {
  0: { kind: 'string' },
  1: { kind: 'number' },
  2: { kind: 'boolean' },
  4: { kind: 'timestamp', format: 'default' },
  5: { kind: 'timestamp', format: 'date-time' },
  6: { kind: 'timestamp', format: 'http-date' },
  7: { kind: 'timestamp', format: 'epoch-seconds' },
  15: { kind: 'document' },
  21: { kind: 'blob' },
  // One that is a stream to the client.
  42: { kind: 'blob' },
};
const LIST_FLAG = 64;
const MAP_FLAG = 128;
const NO_TRAITS: Traits = {};
const LABEL: Traits = { httpLabel: 1 };
const PAYLOAD: Traits = { httpPayload: 1 };

/** @returns nothing where the export of a client is not an operation */
export const readOperation = (schema: unknown): OperationShape | undefined => {
  if (!Array.isArray(schema) || schema[0] !== 9) return undefined;
  const { http } = Object(schema[3]) as Pick<OperationShape, 'http'>;
  const shape = { name: String(schema[2]), input: readShape(schema[4]), output: readShape(schema[5]) };
  return http === undefined ? shape : { ...shape, http };
};

/** @returns nothing where the export of a client is not an error that the API declares */
export const readError = (schema: unknown): StructureShape | undefined => {
  if (!Array.isArray(schema) || schema[0] !== -3 || String(schema[1]).startsWith('smithy.ts.')) return undefined;
  return readShape(schema) as StructureShape;
};

const shapes = new WeakMap<readonly unknown[], Shape>();

const readShape = (reference: unknown): Shape => {
  const schema = typeof reference === 'function' ? (reference as () => unknown)() : reference;
  if (schema === 'unit') return { kind: 'unit' };
  if (typeof schema === 'number') return readSimple(schema);
  if (!Array.isArray(schema)) throw new Error(`unknown schema ${String(schema)} in a client of the SDK`);
  const known = shapes.get(schema);
  if (known !== undefined) return known;
  const shape = readComposed(schema);
  shapes.set(schema, shape);
  return shape;
};

const readSimple = (code: number): Shape => {
  const value = (): Member => ({ shape: readSimple(code & 63), traits: NO_TRAITS });
  if (code >= MAP_FLAG) return { kind: 'map', key: () => ({ shape: readSimple(0), traits: NO_TRAITS }), value };
  if (code >= LIST_FLAG) return { kind: 'list', value };
  const shape = SIMPLE_KINDS[code];
  if (shape === undefined) throw new Error(`unknown simple schema ${code} in a client of the SDK`);
  return shape;
};

const readComposed = (schema: readonly unknown[]): Shape => {
  switch (schema[0]) {
    case 0:
      return readShape(schema[4]);
    case 1:
      return { kind: 'list', value: once(() => readMember(schema[4])) };
    case 2:
      return { kind: 'map', key: once(() => readMember(schema[4])), value: once(() => readMember(schema[5])) };
    case 3:
    case 4:
    case -3:
      return readStructure(schema);
    default:
      throw new Error(`unknown kind of schema ${String(schema[0])} (${String(schema[2])}) in a client of the SDK`);
  }
};

const readStructure = (schema: readonly unknown[]): StructureShape => {
  const names = schema[4] as readonly string[];
  const members = schema[5] as readonly unknown[];
  // Required members come first; the seventh place says how many they are.
  const required = names.slice(0, typeof schema[6] === 'number' ? schema[6] : 0);
  return {
    kind: 'structure',
    name: String(schema[2]),
    members: once(() => new Map(names.map((name, index) => [name, readMember(members[index])]))),
    required,
    traits: readTraits(schema[3]),
  };
};

/** A member is a reference, or a pair of a reference and its traits. */
const readMember = (reference: unknown): Member => {
  if (Array.isArray(reference) && reference.length === 2) {
    const { shape, traits } = readMember(reference[0]);
    return { shape, traits: { ...traits, ...readTraits(reference[1]) } };
  }
  return { shape: readShape(reference), traits: NO_TRAITS };
};

const LABEL_FLAG = 1;
const PAYLOAD_FLAG = 16;

/** Traits that are only flags come as a number; two of them matter on the wire. */
const readTraits = (traits: unknown): Traits => {
  if (typeof traits === 'object' && traits !== null) return traits;
  const flags = typeof traits === 'number' ? traits : 0;
  if ((flags & LABEL_FLAG) !== 0) return LABEL;
  return (flags & PAYLOAD_FLAG) === 0 ? NO_TRAITS : PAYLOAD;
};

const once = <T>(compute: () => T): (() => T) => {
  let result: { value: T } | undefined;
  return () => {
    result ??= { value: compute() };
    return result.value;
  };
};
