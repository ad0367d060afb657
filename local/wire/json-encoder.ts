import { toBase64 } from './base64.ts';
import { type Compile, type Convert, compileMembers, compileShape, isRecord } from './compile-shape.ts';
import { refuseAnswer } from './refuse-answer.ts';
import type { Member, StructureShape } from './shape.ts';

/**
 * An encoder to plain JSON values, the inverse of `jsonDecoder`. It makes copies: what a service keeps is never changed.
 *
 * @throws `Error` when a service answers what its API does not have: a mistake of the embedded cloud, not of the caller
 */
export const jsonEncoder: Compile<unknown, unknown> = compileShape(encoderOf);

function encoderOf({ shape }: Member, place: string): Convert {
  switch (shape.kind) {
    case 'string':
      return (value) => (typeof value === 'string' ? value : refuseAnswer(place, 'a string', value));
    case 'number':
      return (value) => (typeof value === 'number' ? encodeNumber(value) : refuseAnswer(place, 'a number', value));
    case 'boolean':
      return (value) => (typeof value === 'boolean' ? value : refuseAnswer(place, 'true or false', value));
    case 'timestamp':
      return (value) => (value instanceof Date ? value.getTime() / 1000 : refuseAnswer(place, 'a Date', value));
    case 'blob':
      return (value) => (value instanceof Uint8Array ? toBase64(value) : refuseAnswer(place, 'a Uint8Array', value));
    case 'document':
      return (value) => value;
    case 'unit':
      return () => ({});
    case 'list':
      return listEncoder(jsonEncoder(shape.value(), place), place);
    case 'map':
      return mapEncoder(jsonEncoder(shape.value(), place), place);
    case 'structure':
      return structureEncoder(shape, place);
  }
}

const listEncoder =
  (encode: Convert, place: string): Convert =>
  (value) =>
    Array.isArray(value) ? value.map((item) => encode(item)) : refuseAnswer(place, 'a list', value);

const mapEncoder =
  (encode: Convert, place: string): Convert =>
  (value) => {
    if (!isRecord(value)) return refuseAnswer(place, 'an object', value);
    const encoded: Record<string, unknown> = {};
    for (const key of Object.keys(value)) encoded[key] = encode(value[key]);
    return encoded;
  };

const structureEncoder = (shape: StructureShape, place: string): Convert => {
  const encoders = compileMembers(shape, jsonEncoder);
  return (value) => {
    if (!isRecord(value)) return refuseAnswer(place, 'an object', value);
    const encoded: Record<string, unknown> = {};
    for (const name of Object.keys(value)) {
      const field = value[name];
      if (field === undefined || field === null) continue;
      const encode = encoders.get(name) ?? refuseAnswer(`${shape.name}.${name}`, 'a member that the API has', field);
      encoded[name] = encode(field);
    }
    return encoded;
  };
};

/** JSON has no words for NaN and infinity; Smithy writes them as strings. */
const encodeNumber = (value: number): number | string => (Number.isFinite(value) ? value : String(value));
