import { fromBase64 } from './base64.ts';
import { type Compile, type Convert, compileShape } from './compile-shape.ts';
import { MalformedRequest, missingMember, wrongType } from './malformed-request.ts';
import type { Member, StructureShape } from './shape.ts';

/** A form body by its dotted keys: `Tags.member.1.Key=a` is `{Tags: {member: {1: {Key: 'a'}}}}`. */
export type FormNode = string | { [key: string]: FormNode };

/** How the two query protocols differ in what they send. */
export interface QueryDialect {
  /** EC2 writes `Filter.1.Value.1` where the others write `Filters.member.1.Values.member.1`. */
  readonly areListsFlat: boolean;
  memberKey(name: string, member: Member): string;
}

/** https://smithy.io/2.0/aws/protocols/aws-query-protocol.html */
export const AWS_QUERY: QueryDialect = {
  areListsFlat: false,
  memberKey: (name, { traits }) => traits.xmlName ?? name,
};

/** https://smithy.io/2.0/aws/protocols/aws-ec2-query-protocol.html#query-key-resolution */
export const EC2_QUERY: QueryDialect = {
  areListsFlat: true,
  memberKey: (name, { traits }) => {
    const key = traits.xmlName ?? name;
    return traits.ec2QueryName ?? key.charAt(0).toUpperCase() + key.slice(1);
  },
};

/** Read `Action`, `Version` and the rest of a form body. */
export const parseForm = (body: string): { [key: string]: FormNode } => {
  const root: { [key: string]: FormNode } = Object.create(null);
  for (const pair of body.split('&')) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    const path = unescapeForm(pair.slice(0, equals < 0 ? undefined : equals)).split('.');
    insert(root, path, equals < 0 ? '' : unescapeForm(pair.slice(equals + 1)));
  }
  return root;
};

const insert = (root: { [key: string]: FormNode }, path: readonly string[], value: string): void => {
  let node = root;
  for (const key of path.slice(0, -1)) {
    let next = node[key];
    if (next === undefined || typeof next === 'string') {
      next = Object.create(null) as { [key: string]: FormNode };
      node[key] = next;
    }
    node = next;
  }
  node[path.at(-1) ?? ''] = value;
};

const unescapeForm = (text: string): string =>
  text.includes('%') || text.includes('+') ? decodeURIComponent(text.replaceAll('+', ' ')) : text;

/**
 * A decoder of form nodes.
 *
 * @throws `MalformedRequest`
 */
export const queryDecoder = (dialect: QueryDialect): Compile<FormNode, unknown> => {
  const compile: Compile<FormNode, unknown> = compileShape((member, place) => decoderOf(member, place));

  const decoderOf: Compile<FormNode, unknown> = ({ shape, traits }, place) => {
    switch (shape.kind) {
      case 'list':
        return listDecoder(shape.value(), place, traits.xmlFlattened === 1);
      case 'structure':
        return structureDecoder(shape, place);
      case 'map':
        throw new Error(`${place} is a map; the query protocols are spoken here without maps`);
      case 'unit':
        return () => ({});
      default:
        return leafDecoder(shape.kind, place);
    }
  };

  const listDecoder = (value: Member, place: string, isFlat: boolean): Convert<FormNode> => {
    const decode = compile(value, place);
    const key = value.traits.xmlName ?? 'member';
    return (node) => {
      if (node === '') return [];
      const items = typeof node === 'string' || dialect.areListsFlat || isFlat ? node : node[key];
      if (items === undefined || typeof items === 'string') throw wrongType(place, 'a list', node);
      // Keys that are whole numbers are enumerated in rising order.
      return Object.keys(items).map((index) => decode(items[index] ?? ''));
    };
  };

  const structureDecoder = (shape: StructureShape, place: string): Convert<FormNode> => {
    const members = new Map(
      [...shape.members()].map(([name, member]) => [
        dialect.memberKey(name, member),
        { name, decode: compile(member, `${shape.name}.${name}`) },
      ]),
    );
    return (node) => {
      if (typeof node === 'string') throw wrongType(place, 'a structure', node);
      const decoded: Record<string, unknown> = {};
      for (const key of Object.keys(node)) {
        const member = members.get(key);
        if (member === undefined) throw unknownMember(key, shape.name);
        decoded[member.name] = member.decode(node[key] ?? '');
      }
      for (const name of shape.required) if (decoded[name] === undefined) throw missingMember(name);
      return decoded;
    };
  };

  return compile;
};

const unknownMember = (key: string, structure: string): MalformedRequest =>
  new MalformedRequest('unknown-member', `The parameter ${key} is not recognized in ${structure}`);

type LeafKind = 'string' | 'number' | 'boolean' | 'blob' | 'document' | 'timestamp';

const leafDecoder = (kind: LeafKind, place: string): Convert<FormNode> => {
  const convert = LEAF_CONVERTERS[kind];
  return (node) => {
    if (typeof node !== 'string') throw wrongType(place, `a ${kind}`, node);
    const value = convert(node);
    if (value === undefined) throw wrongType(place, `a ${kind}`, node);
    return value;
  };
};

const LEAF_CONVERTERS: Readonly<Record<LeafKind, (text: string) => unknown>> = {
  string: (text) => text,
  document: (text) => text,
  blob: fromBase64,
  number: (text) => (text !== '' && Number.isFinite(Number(text)) ? Number(text) : undefined),
  boolean: (text) => (text === 'true' ? true : text === 'false' ? false : undefined),
  timestamp: (text) => (Number.isNaN(Date.parse(text)) ? undefined : new Date(text)),
};
