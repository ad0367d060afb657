import { AwsError } from '../kernel.ts';
import { jsonDecoder } from './json-decoder.ts';
import { jsonEncoder } from './json-encoder.ts';
import { wrongType } from './malformed-request.ts';
import { compileOnce, type ProtocolCodec } from './protocol-codec.ts';
import type { Protocol, ServiceModel } from './service-model.ts';
import type { OperationShape, Shape, StructureShape } from './shape.ts';
import type { WireRequest, WireResponse } from './wire-message.ts';
import { bodyText } from './wire-message.ts';

/**
 * AWS JSON 1.0 and 1.1: the operation is in the header `x-amz-target`, the error's name in `__type` and `x-amzn-errortype`.
 * https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html
 */
export const jsonCodec = (model: ServiceModel, protocol: Extract<Protocol, { kind: 'json' }>): ProtocolCodec => {
  const targetPrefix = `${protocol.target}.`;
  const contentType = `application/x-amz-json-${protocol.version}`;
  const compiled = compileOnce((name) => {
    const operation = model.operations.get(name);
    if (operation === undefined) throw unknownOperation(name);
    return compileOperation(operation);
  });

  const respond = (status: number, requestId: string, body: unknown): WireResponse => ({
    status,
    headers: { 'x-amzn-requestid': requestId, 'content-type': contentType },
    body: JSON.stringify(body),
  });

  return {
    decode: (request) => {
      const target = request.headers['x-amz-target'] ?? '';
      if (!target.startsWith(targetPrefix)) throw unknownOperation(target);
      const operation = target.slice(targetPrefix.length);
      return { operation, input: compiled(operation).decode(parseBody(request)) };
    },
    encode: (operation, output, requestId) => respond(200, requestId, compiled(operation).encode(output ?? {})),
    encodeError: (error, requestId) => {
      const shape = model.errors.get(error.code);
      const name = shape?.name ?? error.code;
      const response = respond(error.status, requestId, errorBody(error, name, shape));
      const queryError = protocol.isQueryCompatible && queryErrorHeader(error, shape);
      return {
        ...response,
        headers: {
          ...response.headers,
          'x-amzn-errortype': name,
          ...(queryError && { 'x-amzn-query-error': queryError }),
        },
      };
    },
  };
};

const compileOperation = ({ name, input, output }: OperationShape) => ({
  decode: jsonDecoder({ shape: input, traits: {} }, `${name}Input`),
  encode: jsonEncoder({ shape: output, traits: {} }, `${name}Output`),
});

const parseBody = ({ body }: WireRequest): unknown => {
  const text = bodyText(body);
  try {
    return text === '' ? {} : JSON.parse(text);
  } catch {
    throw wrongType('the body', 'JSON', text);
  }
};

const errorBody = (error: AwsError, name: string, shape: StructureShape | undefined): Record<string, unknown> => ({
  ...encodeMembers(error, shape),
  __type: name,
  // Some APIs declare the message with a capital letter, and the client looks for it under that name.
  [shape?.members().has('Message') ? 'Message' : 'message']: error.message,
});

const encodeMembers = (error: AwsError, shape: Shape | undefined): Record<string, unknown> =>
  shape === undefined
    ? { ...error.members }
    : (jsonEncoder({ shape, traits: {} }, error.code)(error.members) as Record<string, unknown>);

/**
 * CloudWatch used to speak the query protocol; the header carries the error code of those days.
 * https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#aws-protocols-awsquerycompatible-trait
 */
const queryErrorHeader = (error: AwsError, shape: StructureShape | undefined): string =>
  `${shape?.traits.awsQueryError?.[0] ?? error.code};${error.status < 500 ? 'Sender' : 'Receiver'}`;

const unknownOperation = (target: string): AwsError =>
  new AwsError('UnknownOperationException', `the API has no operation "${target}"`, 404);
