import { AwsError, type Caller } from '../kernel.ts';
import type { Protocol } from './service-model.ts';
import type { WireRequest } from './wire-message.ts';

/** Who holds an access key; nothing for a key that nobody was given. */
export type FindCaller = (accessKeyId: string) => Caller | undefined;

const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 Credential=([^/,]+)\/\d{8}\/([^/,]+)\/([^/,]+)\/aws4_request, SignedHeaders=[^,]+, Signature=[0-9a-f]{64}$/;

/**
 * Who makes a request, by the key in its credential scope. The signature has to be there and its scope has to fit the
 * host; that it is computed correctly is not checked: the SDK makes it, and the run has no secrets to protect. Nor is its
 * date: virtual time may be any time, and may run faster than the clock of a client outside.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/create-signed-request.html
 * Codes: https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html
 *
 * @throws `AwsError`
 */
export const authenticate = (
  request: WireRequest,
  { service, kind, region }: { readonly service: string; readonly kind: Protocol['kind']; readonly region: string },
  findCaller: FindCaller,
): Caller => {
  const words = kind === 'cbor' ? ERROR_WORDS.json : ERROR_WORDS[kind];
  const header = request.headers['authorization'];
  if (header === undefined) {
    throw new AwsError(words.missing, 'Request is missing Authentication Token', words.status);
  }
  const [, accessKeyId, scopeRegion, scopeService] = AUTHORIZATION.exec(header) ?? [];
  if (accessKeyId === undefined || scopeRegion !== region || scopeService !== service) {
    const scope = `${region}/${service}/aws4_request`;
    throw new AwsError(
      words.scope,
      `Credential should be scoped to ${scope} and be signed with Version 4.`,
      words.status,
    );
  }
  const caller = findCaller(accessKeyId);
  if (caller === undefined) {
    throw new AwsError(words.unknown, 'The security token included in the request is invalid.', words.status);
  }
  return caller;
};

/** The service that a request is signed for; undefined when it is not signed. */
export const signedService = ({ headers }: WireRequest): string | undefined =>
  AUTHORIZATION.exec(headers['authorization'] ?? '')?.[3];

const ERROR_WORDS = {
  json: {
    missing: 'MissingAuthenticationTokenException',
    scope: 'InvalidSignatureException',
    unknown: 'UnrecognizedClientException',
    status: 400,
  },
  query: {
    missing: 'MissingAuthenticationToken',
    scope: 'SignatureDoesNotMatch',
    unknown: 'InvalidClientTokenId',
    status: 403,
  },
  // https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
  'rest-xml': {
    missing: 'AccessDenied',
    scope: 'AuthorizationHeaderMalformed',
    unknown: 'InvalidAccessKeyId',
    status: 403,
  },
  'ec2-query': {
    missing: 'MissingAuthenticationToken',
    scope: 'SignatureDoesNotMatch',
    unknown: 'AuthFailure',
    status: 401,
  },
} as const;
