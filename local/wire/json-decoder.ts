import { fromBase64 } from './base64.ts';
import { type Compile, type Convert, compileMembers, compileShape, isRecord } from './compile-shape.ts';
import { missingMember, wrongType } from './malformed-request.ts';
import type { Member, StructureShape } from './shape.ts';

/**
 * A decoder of AWS JSON: checks types and required members, makes `Date` of epoch seconds and `Uint8Array` of base64.
 * It works in place, for the value comes fresh from `JSON.parse`. Unknown members are dropped.
 * https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html
 *
 * @throws `MalformedRequest`
 */
export const jsonDecoder: Compile<unknown, unknown> = compileShape(decoderOf);

function decoderOf({ shape }: Member, place: string): Convert {
  switch (shape.kind) {
    case 'string':
      return (value) => (typeof value === 'string' ? value : reject(place, 'a string', value));
    case 'number':
      return (value) => numberFrom(value) ?? reject(place, 'a number', value);
    case 'boolean':
      return (value) => (typeof value === 'boolean' ? value : reject(place, 'true or false', value));
    case 'timestamp':
      return (value) => (typeof value === 'number' ? new Date(value * 1000) : reject(place, 'epoch seconds', value));
    case 'blob':
      return (value) => (typeof value === 'string' ? fromBase64(value) : reject(place, 'base64', value));
    case 'document':
      return (value) => value;
    case 'unit':
      return () => ({});
    case 'list':
      return listDecoder(jsonDecoder(shape.value(), place), place);
    case 'map':
      return mapDecoder(jsonDecoder(shape.value(), place), place);
    case 'structure':
      return structureDecoder(shape, place);
  }
}

const listDecoder =
  (decode: Convert, place: string): Convert =>
  (value) => {
    if (!Array.isArray(value)) return reject(place, 'a list', value);
    for (let index = 0; index < value.length; index++) value[index] = decode(value[index]);
    return value;
  };

const mapDecoder =
  (decode: Convert, place: string): Convert =>
  (value) => {
    if (!isRecord(value)) return reject(place, 'an object', value);
    for (const key of Object.keys(value)) {
      if (value[key] === null) delete value[key];
      else value[key] = decode(value[key]);
    }
    return value;
  };

const structureDecoder = (shape: StructureShape, place: string): Convert => {
  const decoders = compileMembers(shape, jsonDecoder);
  return (value) => {
    if (!isRecord(value)) return reject(place, 'an object', value);
    for (const name of Object.keys(value)) {
      const decode = decoders.get(name);
      // To Smithy null is the same as absent.
      if (decode === undefined || value[name] === null) delete value[name];
      else value[name] = decode(value[name]);
    }
    for (const name of shape.required) if (value[name] === undefined) throw missingMember(name);
    return value;
  };
};

const NUMBER_WORDS = new Map([
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
]);

const numberFrom = (value: unknown): number | undefined => {
  if (typeof value === 'number') return value;
  return typeof value === 'string' ? NUMBER_WORDS.get(value) : undefined;
};

const reject = (place: string, expected: string, found: unknown): never => {
  throw wrongType(place, expected, found);
};
