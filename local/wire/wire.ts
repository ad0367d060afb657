import { AwsError, FunctionCrash, type Kernel } from '../kernel.ts';
import { authenticate, type FindCaller, signedService } from './authenticate.ts';
import { cborCodec } from './cbor-protocol.ts';
import { jsonCodec } from './json-protocol.ts';
import { MalformedRequest } from './malformed-request.ts';
import { compileOnce, type ProtocolCodec } from './protocol-codec.ts';
import { queryCodec } from './query-protocol.ts';
import { restXmlCodec } from './rest-xml-protocol.ts';
import { type Protocol, parseHost, type ServiceDescription, type ServiceModel, serviceModel } from './service-model.ts';
import type { WireRequest, WireResponse } from './wire-message.ts';
import { escapeXml } from './xml-encoder.ts';

/** The front door of the embedded cloud: answers HTTP requests as AWS's endpoints do. */
export interface Wire {
  /** A host that is no endpoint of the embedded cloud ends the run, and rejects; so does a fault that ends the function which calls. */
  answer(request: WireRequest): Promise<WireResponse>;
}

interface Endpoint {
  readonly description: ServiceDescription;
  readonly codecs: readonly { readonly kind: Protocol['kind']; readonly codec: ProtocolCodec }[];
}

/** The way in for functions of the cloud: a request is for the service that its host names, and ends the run if nobody can answer. */
export const createWire = (kernel: Kernel, findCaller: FindCaller): Wire => {
  const respond = createResponder(kernel, findCaller);
  const endpointAt = compileOnce((host) => findEndpoint(kernel, host));
  return {
    answer: async (request) => {
      try {
        return await respond(request, endpointAt(request.host));
      } catch (error) {
        if (!(error instanceof FunctionCrash)) kernel.clock.fail(error);
        throw error;
      }
    },
  };
};

/**
 * The way in for clients outside: all services are at one address, so a request is for the service it is signed for. What
 * the cloud cannot answer is told to the client that asked, with 501 and a sentence, and the run goes on.
 */
export const createOuterWire = (kernel: Kernel, findCaller: FindCaller): Wire => {
  const respond = createResponder(kernel, findCaller);
  return {
    answer: async (request) => {
      const service = signedService(request);
      const endpoint = service === undefined ? undefined : endpointOfService(service);
      if (endpoint === undefined) return refuse(service, request);
      try {
        return await respond(request, endpoint);
      } catch (error) {
        kernel.clock.forgive(error);
        const message = error instanceof Error ? error.message : String(error);
        return protocolOf(endpoint, request).codec.encodeError(new AwsError('NotImplemented', message, 501), 'none');
      }
    },
  };
};

/**
 * Nothing is known of the service and its protocol, so the answer has the form that goes with that of the request: clients show its code and message. The codes are ours
 * (AWS answers for every service, and what it says to a request without signature differs between them: unverified).
 */
const refuse = (service: string | undefined, { headers }: WireRequest): WireResponse => {
  const [status, code, message] =
    service === undefined
      ? [
          403,
          'MissingAuthenticationToken',
          'The request has no signature of version 4; its credential scope names the service.',
        ]
      : [501, 'NotImplemented', `The embedded cloud does not speak to clients of the service "${service}".`];
  if (BY_CONTENT_TYPE.query?.test(headers['content-type'] ?? '')) {
    const error = `<Error><Code>${code}</Code><Message>${escapeXml(message)}</Message></Error>`;
    return { status, headers: { 'content-type': 'text/xml' }, body: `<ErrorResponse>${error}</ErrorResponse>` };
  }
  const body = JSON.stringify({ __type: code, message });
  return { status, headers: { 'content-type': 'application/json', 'x-amzn-errortype': code }, body };
};

type Respond = (request: WireRequest, endpoint: Endpoint) => Promise<WireResponse>;

const createResponder = (kernel: Kernel, findCaller: FindCaller): Respond => {
  const nextRequestId = requestIds(kernel.random.uuid());
  return async (request, endpoint) => {
    const { description } = endpoint;
    const { kind, codec } = protocolOf(endpoint, request);
    const requestId = nextRequestId();
    try {
      const caller = authenticate(request, { service: description.name, kind, region: kernel.region }, findCaller);
      const { operation, input } = codec.decode(request);
      const output = await kernel.call(description.name, operation, input, caller);
      return codec.encode(operation, output, requestId);
    } catch (error) {
      return codec.encodeError(errorToAnswer(error, kind, description.validationCode), requestId);
    }
  };
};

/** A service may speak several protocols; the headers tell which one a client has chosen. */
const protocolOf = ({ codecs }: Endpoint, { headers }: WireRequest): Endpoint['codecs'][number] => {
  if (codecs.length === 1) return codecs[0] as Endpoint['codecs'][number];
  const chosen = headers['smithy-protocol'] === 'rpc-v2-cbor' ? CBOR : BY_CONTENT_TYPE;
  const found = codecs.find(({ kind }) => chosen[kind]?.test(headers['content-type'] ?? ''));
  return found ?? (codecs[0] as Endpoint['codecs'][number]);
};

type ContentTypes = Partial<Record<Protocol['kind'], RegExp>>;
const CBOR: ContentTypes = { cbor: /^/ };
const BY_CONTENT_TYPE: ContentTypes = {
  json: /^application\/x-amz-json-/,
  query: /^application\/x-www-form-urlencoded/,
  'ec2-query': /^application\/x-www-form-urlencoded/,
};

const findEndpoint = (kernel: Kernel, host: string): Endpoint => {
  const { service, region } = parseHost(host) ?? {};
  const endpoint = service === undefined || region !== kernel.region ? undefined : endpointOfService(service);
  if (endpoint === undefined) {
    throw new Error(`a function called ${host}, which is no endpoint of the embedded cloud in ${kernel.region}`);
  }
  return endpoint;
};

const endpointOfService = compileOnce((service): Endpoint | undefined => {
  const model = serviceModel(service);
  if (model === undefined) return undefined;
  const { protocol, otherProtocols = [] } = model.description;
  const codecs = [protocol, ...otherProtocols].map((each) => ({ kind: each.kind, codec: codecOf(model, each) }));
  return { description: model.description, codecs };
});

const codecOf = (model: ServiceModel, protocol: Protocol): ProtocolCodec => {
  if (protocol.kind === 'json') return jsonCodec(model, protocol);
  if (protocol.kind === 'rest-xml') return restXmlCodec(model);
  return protocol.kind === 'cbor' ? cborCodec(model) : queryCodec(model, protocol);
};

/** @throws whatever is not an answer of AWS but a mistake of the embedded cloud */
const errorToAnswer = (error: unknown, kind: Protocol['kind'], validationCode: string): AwsError => {
  if (error instanceof AwsError) return error;
  if (!(error instanceof MalformedRequest)) throw error;
  const isSerialization = (kind === 'json' || kind === 'cbor') && error.fault === 'wrong-type';
  return new AwsError(
    isSerialization ? 'SerializationException' : malformedCode(error, kind, validationCode),
    error.message,
  );
};

/** EC2's codes: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html */
const malformedCode = (error: MalformedRequest, kind: Protocol['kind'], validationCode: string): string => {
  if (kind !== 'ec2-query') return validationCode;
  if (error.fault === 'missing-member') return 'MissingParameter';
  return error.fault === 'unknown-member' ? 'UnknownParameter' : validationCode;
};

/** One draw and a count, so that the number of requests does not shift the draws of the services. */
const requestIds = (uuid: string): (() => string) => {
  const prefix = uuid.slice(0, -12);
  let count = 0;
  return () => `${prefix}${(count++).toString(16).padStart(12, '0')}`;
};
