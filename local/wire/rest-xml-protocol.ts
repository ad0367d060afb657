import { AwsError } from '../kernel.ts';
import { MalformedRequest, missingMember, wrongType } from './malformed-request.ts';
import { compileOnce, type ProtocolCodec } from './protocol-codec.ts';
import { refuseAnswer } from './refuse-answer.ts';
import { createRouter, type RestRequest, readRestRequest } from './rest-operation.ts';
import type { ServiceModel } from './service-model.ts';
import type { Member, OperationShape, Shape, StructureShape } from './shape.ts';
import type { WireRequest, WireResponse } from './wire-message.ts';
import { escapeXml, xmlEncoder } from './xml-encoder.ts';

/**
 * REST with XML, as S3 speaks it, with the bucket in the path. Bodies that are XML are not read: no operation here has one.
 * https://smithy.io/2.0/aws/protocols/aws-restxml-protocol.html
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html#path-style-access
 */
export const restXmlCodec = (model: ServiceModel): ProtocolCodec => {
  const route = createRouter(model.operations.values());
  const operationNamed = (name: string): OperationShape => {
    const operation = model.operations.get(name);
    if (operation === undefined) throw new AwsError('MethodNotAllowed', `the API has no operation ${name}`, 405);
    return operation;
  };
  const encoder = compileOnce((name) => compileOutput(operationNamed(name)));

  return {
    decode: (request) => {
      const parts = readRestRequest(request);
      const operation = route(parts);
      if (operation === undefined) {
        const text = 'The specified method is not allowed against this resource.';
        throw new AwsError('MethodNotAllowed', text, 405);
      }
      return { operation, input: decodeInput(operationNamed(operation).input, parts, request) };
    },
    encode: (operation, output, requestId) => encoder(operation)((output ?? {}) as Record<string, unknown>, requestId),
    encodeError: (error, requestId) => ({
      status: error.status,
      headers: { ...headersOf(requestId), 'content-type': 'application/xml' },
      body: `${PROLOGUE}<Error><Code>${escapeXml(error.code)}</Code><Message>${escapeXml(error.message)}</Message><RequestId>${requestId}</RequestId></Error>`,
    }),
  };
};

const PROLOGUE = '<?xml version="1.0" encoding="UTF-8"?>\n';
const headersOf = (requestId: string): Record<string, string> => ({ 'x-amz-request-id': requestId });

const decodeInput = (input: Shape, parts: RestRequest, { body }: WireRequest): Record<string, unknown> => {
  if (input.kind !== 'structure') return {};
  const decoded: Record<string, unknown> = {};
  for (const [name, member] of input.members()) {
    const value = readMember(name, member, parts, body);
    if (value !== undefined) decoded[name] = value;
  }
  for (const name of input.required) if (decoded[name] === undefined) throw missingMember(name);
  return decoded;
};

const readMember = (
  name: string,
  { shape, traits }: Member,
  parts: RestRequest,
  body: WireRequest['body'],
): unknown => {
  if (traits.httpLabel) return name === 'Bucket' ? parts.bucket : parts.key;
  if (traits.httpHeader !== undefined) return readText(shape, name, parts.headers[traits.httpHeader.toLowerCase()]);
  if (traits.httpQuery !== undefined) return readText(shape, name, parts.query.get(traits.httpQuery) ?? undefined);
  if (traits.httpPayload && shape.kind === 'blob') return Buffer.from(body);
  if (traits.httpPayload && body.length > 0) throw new MalformedRequest('unknown-member', `${name} is not read here`);
  return undefined;
};

const readText = (shape: Shape, place: string, text: string | undefined): unknown => {
  if (text === undefined) return undefined;
  if (shape.kind === 'number') return Number.isNaN(Number(text)) ? refuse(place, 'a number', text) : Number(text);
  if (shape.kind === 'boolean') return text === 'true';
  if (shape.kind !== 'timestamp') return text;
  return Number.isNaN(Date.parse(text)) ? refuse(place, 'a date', text) : new Date(text);
};

const refuse = (place: string, expected: string, found: string): never => {
  throw wrongType(place, expected, found);
};

type EncodeOutput = (output: Record<string, unknown>, requestId: string) => WireResponse;

const compileOutput = ({ name, http, output }: OperationShape): EncodeOutput => {
  const shape = output.kind === 'structure' ? output : EMPTY;
  const members = shape.members();
  const encodeContent = compileContent(name, shape);
  return (answer, requestId) => {
    const headers = headersOf(requestId);
    const content: Record<string, unknown> = {};
    let payload: Uint8Array | undefined;
    for (const [field, value] of Object.entries(answer)) {
      const traits = members.get(field)?.traits ?? refuseAnswer(`${name}.${field}`, 'a member that the API has', value);
      if (value === undefined) continue;
      if (traits.httpHeader !== undefined) headers[traits.httpHeader.toLowerCase()] = headerText(value);
      else if (traits.httpPayload && value instanceof Uint8Array) payload = value;
      else content[field] = value;
    }
    return { status: http?.[2] ?? 200, headers, body: payload ?? encodeContent(content) };
  };
};

const EMPTY: StructureShape = { kind: 'structure', name: 'Unit', members: () => new Map(), required: [], traits: {} };

/** The body is the one member that is the payload, or all that stand in no header. */
const compileContent = (name: string, shape: StructureShape): ((content: Record<string, unknown>) => string) => {
  const [payload] = [...shape.members()].filter(([, { traits }]) => traits.httpPayload);
  const root = shape.traits.xmlName ?? shape.name;
  const [payloadName, payloadMember] = payload ?? [];
  const member: Member = payloadMember ?? { shape, traits: shape.traits };
  // GetBucketLocation answers its one member without an element around it:
  // https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html#API_GetBucketLocation_ResponseSyntax
  const unwrapped = shape.members().size === 1 ? shape.members().get(root) : undefined;
  const encode = xmlEncoder(unwrapped ?? member, `${name}Output`);
  const payloadShape = payloadMember?.shape;
  const payloadTag = payloadShape?.kind === 'structure' ? (payloadShape.traits.xmlName ?? payloadShape.name) : '';
  const tag = payloadName === undefined ? root : payloadTag;
  return (content) => {
    if (Object.keys(content).length === 0) return '';
    const only = payloadName ?? (unwrapped && root);
    const value = only === undefined ? content : content[only];
    return `${PROLOGUE}<${tag} xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${encode(value)}</${tag}>`;
  };
};

const headerText = (value: unknown): string => (value instanceof Date ? value.toUTCString() : String(value));
