import { createRequire } from 'node:module';
import { AwsError } from '../kernel.ts';
import { toBase64 } from './base64.ts';
import { isRecord } from './compile-shape.ts';
import { jsonDecoder } from './json-decoder.ts';
import { jsonEncoder } from './json-encoder.ts';
import { wrongType } from './malformed-request.ts';
import { compileOnce, type ProtocolCodec } from './protocol-codec.ts';
import type { ServiceModel } from './service-model.ts';
import type { WireRequest, WireResponse } from './wire-message.ts';

type Cbor = typeof import('@smithy/core/cbor');
const requireCodec = createRequire(import.meta.url);

/** Loaded when somebody speaks it: most runs never do. */
const codec = (): Cbor => requireCodec('@smithy/core/cbor') as Cbor;

/**
 * Smithy RPC v2 in CBOR, which newer clients of CloudWatch speak: the operation is the last part of the path, an error's
 * name is in `__type`.
 * https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html
 */
export const cborCodec = (model: ServiceModel): ProtocolCodec => {
  const compiled = compileOnce((name) => {
    const operation = model.operations.get(name);
    if (operation === undefined) throw new AwsError('UnknownOperationException', `the API has no operation "${name}"`);
    return {
      decode: jsonDecoder({ shape: operation.input, traits: {} }, `${name}Input`),
      check: jsonEncoder({ shape: operation.output, traits: {} }, `${name}Output`),
    };
  });
  return {
    decode: (request) => {
      const operation = request.path.slice(request.path.lastIndexOf('/') + 1);
      return { operation, input: compiled(operation).decode(readBody(request)) };
    },
    encode: (operation, output, requestId) => {
      compiled(operation).check(output ?? {});
      return respond(200, requestId, output ?? {});
    },
    encodeError: (error, requestId) => {
      const name = model.errors.get(error.code)?.name ?? error.code;
      return respond(error.status, requestId, { ...error.members, __type: name, message: error.message });
    },
  };
};

const readBody = ({ body }: WireRequest): unknown => {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  if (bytes.length === 0) return {};
  try {
    return toJsonValue(codec().cbor.deserialize(bytes));
  } catch {
    throw wrongType('the body', 'CBOR', `${bytes.length} bytes`);
  }
};

/** Instants are tags around seconds, blobs are bytes; the checks are the same as those of JSON. */
const toJsonValue = (value: unknown): unknown => {
  if (value instanceof Uint8Array) return toBase64(value);
  if (Array.isArray(value)) return value.map(toJsonValue);
  if (!isRecord(value)) return typeof value === 'bigint' ? Number(value) : value;
  if ('tag' in value && 'value' in value) return Number(value['value']);
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, toJsonValue(member)]));
};

const respond = (status: number, requestId: string, body: unknown): WireResponse => ({
  status,
  headers: { 'x-amzn-requestid': requestId, 'content-type': 'application/cbor', 'smithy-protocol': 'rpc-v2-cbor' },
  // The serializer writes into a buffer of its own that the next call reuses.
  body: Uint8Array.from(codec().cbor.serialize(toCborValue(body))),
});

const toCborValue = (value: unknown): unknown => {
  if (value instanceof Date) return codec().dateToTag(value);
  if (value instanceof Uint8Array) return value;
  if (Array.isArray(value)) return value.map(toCborValue);
  if (!isRecord(value)) return value;
  const present = Object.entries(value).filter(([, member]) => member !== undefined && member !== null);
  return Object.fromEntries(present.map(([name, member]) => [name, toCborValue(member)]));
};
