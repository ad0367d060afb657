import { AwsError } from '../kernel.ts';
import { compileOnce, type ProtocolCodec } from './protocol-codec.ts';
import { AWS_QUERY, EC2_QUERY, parseForm, queryDecoder } from './query-decoder.ts';
import type { Protocol, ServiceModel } from './service-model.ts';
import type { WireResponse } from './wire-message.ts';
import { bodyText } from './wire-message.ts';
import { escapeXml, xmlEncoder } from './xml-encoder.ts';

/**
 * The query protocols: a form comes in, XML goes out. EC2 differs in the names of keys and in the frame of its answers.
 * https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
 * https://smithy.io/2.0/aws/protocols/aws-ec2-query-protocol.html
 */
export const queryCodec = (
  model: ServiceModel,
  protocol: Extract<Protocol, { xmlNamespace: string }>,
): ProtocolCodec => {
  const frame = protocol.kind === 'query' ? QUERY_FRAME : EC2_FRAME;
  const decoder = queryDecoder(protocol.kind === 'query' ? AWS_QUERY : EC2_QUERY);
  const compiled = compileOnce((name) => {
    const operation = model.operations.get(name);
    if (operation === undefined) throw invalidAction(name);
    return {
      decode: decoder({ shape: operation.input, traits: {} }, `${name}Input`),
      encode: xmlEncoder({ shape: operation.output, traits: {} }, `${name}Output`),
    };
  });

  return {
    decode: ({ body }) => {
      const { Action, Version: _version, ...members } = parseForm(bodyText(body));
      const operation = String(Action);
      return { operation, input: compiled(operation).decode(members) };
    },
    encode: (operation, output, requestId) => {
      const content = compiled(operation).encode(output ?? {});
      return respond(200, requestId, frame.answer(operation, protocol.xmlNamespace, content, requestId));
    },
    encodeError: (error, requestId) => {
      const code = model.errors.get(error.code)?.traits.awsQueryError?.[0] ?? error.code;
      return respond(error.status, requestId, frame.error(code, error, protocol.xmlNamespace, requestId));
    },
  };
};

interface Frame {
  answer(operation: string, namespace: string, content: string, requestId: string): string;
  error(code: string, error: AwsError, namespace: string, requestId: string): string;
}

const QUERY_FRAME: Frame = {
  answer: (operation, namespace, content, requestId) =>
    `<${operation}Response xmlns="${namespace}"><${operation}Result>${content}</${operation}Result>` +
    `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></${operation}Response>`,
  error: (code, error, namespace, requestId) =>
    `<ErrorResponse xmlns="${namespace}"><Error><Type>${error.status < 500 ? 'Sender' : 'Receiver'}</Type>` +
    `<Code>${escapeXml(code)}</Code><Message>${escapeXml(error.message)}</Message></Error>` +
    `<RequestId>${requestId}</RequestId></ErrorResponse>`,
};

const EC2_FRAME: Frame = {
  answer: (operation, namespace, content, requestId) =>
    `<${operation}Response xmlns="${namespace}"><requestId>${requestId}</requestId>${content}</${operation}Response>`,
  error: (code, error, _namespace, requestId) =>
    `<Response><Errors><Error><Code>${escapeXml(code)}</Code><Message>${escapeXml(error.message)}</Message></Error>` +
    `</Errors><RequestID>${requestId}</RequestID></Response>`,
};

const respond = (status: number, requestId: string, body: string): WireResponse => ({
  status,
  headers: { 'x-amzn-requestid': requestId, 'content-type': 'text/xml' },
  body: `<?xml version="1.0" encoding="UTF-8"?>${body}`,
});

const invalidAction = (name: string): AwsError =>
  new AwsError('InvalidAction', `The action ${name} is not valid for this web service.`, 400);
