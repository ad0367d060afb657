import { toBase64 } from './base64.ts';
import { type Compile, type Convert, compileShape, isRecord } from './compile-shape.ts';
import { refuseAnswer } from './refuse-answer.ts';
import type { Member, StructureShape } from './shape.ts';

/**
 * An encoder of the content of an XML element, as both query protocols answer.
 * https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#response-serialization
 *
 * @throws `Error` when a service answers what its API does not have
 */
export const xmlEncoder: Compile<unknown, string> = compileShape(encoderOf);

function encoderOf({ shape }: Member, place: string): Convert<unknown, string> {
  switch (shape.kind) {
    case 'string':
    case 'document':
      return (value) => (typeof value === 'string' ? escapeXml(value) : refuseAnswer(place, 'a string', value));
    case 'number':
      return (value) => (typeof value === 'number' ? String(value) : refuseAnswer(place, 'a number', value));
    case 'boolean':
      return (value) => (typeof value === 'boolean' ? String(value) : refuseAnswer(place, 'true or false', value));
    case 'timestamp':
      return (value) => (value instanceof Date ? value.toISOString() : refuseAnswer(place, 'a Date', value));
    case 'blob':
      return (value) => (value instanceof Uint8Array ? toBase64(value) : refuseAnswer(place, 'a Uint8Array', value));
    case 'unit':
      return () => '';
    case 'list':
      return listEncoder(shape.value(), place);
    case 'map':
      throw new Error(`${place} is a map; the query protocols are spoken here without maps`);
    case 'structure':
      return structureEncoder(shape, place);
  }
}

const listEncoder = (member: Member, place: string): Convert<unknown, string> => {
  const encode = xmlEncoder(member, place);
  const tag = member.traits.xmlName ?? 'member';
  return (value) => {
    if (!Array.isArray(value)) return refuseAnswer(place, 'a list', value);
    let xml = '';
    for (const item of value) xml += `<${tag}>${encode(item)}</${tag}>`;
    return xml;
  };
};

/** A flattened list has no element of its own: its items stand side by side under the name of the member. */
const flattenedEncoder = (value: Member, tag: string, place: string): Convert<unknown, string> => {
  const encode = xmlEncoder(value, place);
  return (items) =>
    Array.isArray(items)
      ? items.map((item) => `<${tag}>${encode(item)}</${tag}>`).join('')
      : refuseAnswer(place, 'a list', items);
};

const memberEncoder = (member: Member, name: string, place: string): Convert<unknown, string> => {
  const { shape, traits } = member;
  const tag = traits.xmlName ?? name;
  if (shape.kind === 'list' && traits.xmlFlattened) return flattenedEncoder(shape.value(), tag, place);
  const encode = xmlEncoder(member, place);
  return (value) => `<${tag}>${encode(value)}</${tag}>`;
};

const structureEncoder = (shape: StructureShape, place: string): Convert<unknown, string> => {
  const members = new Map(
    [...shape.members()].map(([name, member]) => [name, memberEncoder(member, name, `${shape.name}.${name}`)]),
  );
  return (value) => {
    if (!isRecord(value)) return refuseAnswer(place, 'an object', value);
    let xml = '';
    for (const name of Object.keys(value)) {
      const field = value[name];
      if (field === undefined || field === null) continue;
      const encode = members.get(name) ?? refuseAnswer(`${shape.name}.${name}`, 'a member that the API has', field);
      xml += encode(field);
    }
    return xml;
  };
};

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  // A parser turns a bare carriage return into a line feed: https://www.w3.org/TR/xml/#sec-line-ends
  '\r': '&#xD;',
};

export const escapeXml = (text: string): string =>
  /[&<>"\r]/.test(text) ? text.replaceAll(/[&<>"\r]/g, (character) => ESCAPES[character] ?? character) : text;
