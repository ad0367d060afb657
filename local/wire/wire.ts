import { AwsError, FunctionCrash, type Kernel } from '../kernel.ts';
import { authenticate, type FindCaller } from './authenticate.ts';
import { jsonCodec } from './json-protocol.ts';
import { MalformedRequest } from './malformed-request.ts';
import { compileOnce, type ProtocolCodec } from './protocol-codec.ts';
import { queryCodec } from './query-protocol.ts';
import { parseHost, type ServiceDescription, serviceModel } from './service-model.ts';
import type { WireRequest, WireResponse } from './wire-message.ts';

/** The front door of the embedded cloud: answers HTTP requests as AWS's endpoints do. */
export interface Wire {
  /** A host that is no endpoint of the embedded cloud ends the run, and rejects; so does a fault that ends the function which calls. */
  answer(request: WireRequest): Promise<WireResponse>;
}

interface Endpoint {
  readonly description: ServiceDescription;
  readonly codec: ProtocolCodec;
}

export const createWire = (kernel: Kernel, findCaller: FindCaller): Wire => {
  const nextRequestId = requestIds(kernel.random.uuid());
  const endpointAt = compileOnce((host) => findEndpoint(kernel, host));

  const answer = async (request: WireRequest): Promise<WireResponse> => {
    const { description, codec } = endpointAt(request.host);
    const requestId = nextRequestId();
    try {
      const caller = authenticate(request, description, kernel.region, findCaller);
      const { operation, input } = codec.decode(request);
      const output = await kernel.call(description.name, operation, input, caller);
      return codec.encode(operation, output, requestId);
    } catch (error) {
      return codec.encodeError(errorToAnswer(error, description), requestId);
    }
  };

  return {
    answer: async (request) => {
      try {
        return await answer(request);
      } catch (error) {
        if (!(error instanceof FunctionCrash)) kernel.clock.fail(error);
        throw error;
      }
    },
  };
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
  const { description } = model;
  const { protocol } = description;
  return { description, codec: protocol.kind === 'json' ? jsonCodec(model, protocol) : queryCodec(model, protocol) };
});

/** @throws whatever is not an answer of AWS but a mistake of the embedded cloud */
const errorToAnswer = (error: unknown, description: ServiceDescription): AwsError => {
  if (error instanceof AwsError) return error;
  if (!(error instanceof MalformedRequest)) throw error;
  const isSerialization = description.protocol.kind === 'json' && error.fault === 'wrong-type';
  return new AwsError(isSerialization ? 'SerializationException' : malformedCode(error, description), error.message);
};

/** EC2's codes: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html */
const malformedCode = (error: MalformedRequest, { protocol, validationCode }: ServiceDescription): string => {
  if (protocol.kind !== 'ec2-query') return validationCode;
  if (error.fault === 'missing-member') return 'MissingParameter';
  return error.fault === 'unknown-member' ? 'UnknownParameter' : validationCode;
};

/** One draw and a count, so that the number of requests does not shift the draws of the services. */
const requestIds = (uuid: string): (() => string) => {
  const prefix = uuid.slice(0, -12);
  let count = 0;
  return () => `${prefix}${(count++).toString(16).padStart(12, '0')}`;
};
