import type { AwsError } from '../kernel.ts';
import type { WireRequest, WireResponse } from './wire-message.ts';

/** One service on the wire: what a request asks for, and how to answer it. */
export interface ProtocolCodec {
  /** @throws `MalformedRequest`, and `AwsError` for an operation that the API does not have */
  decode(request: WireRequest): DecodedRequest;
  /** @throws `Error` when the output does not have the shape of the operation's */
  encode(operation: string, output: unknown, requestId: string): WireResponse;
  encodeError(error: AwsError, requestId: string): WireResponse;
}

export interface DecodedRequest {
  readonly operation: string;
  readonly input: unknown;
}

/** Compile per name of an operation, host or service, at its first use. */
export const compileOnce = <Compiled>(compile: (name: string) => Compiled): ((name: string) => Compiled) => {
  const cache = new Map<string, Compiled>();
  return (name) => {
    const known = cache.get(name);
    if (known !== undefined) return known;
    const compiled = compile(name);
    cache.set(name, compiled);
    return compiled;
  };
};
