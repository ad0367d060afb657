import type { SFNClientConfig } from '@aws-sdk/client-sfn';

type Logger = NonNullable<SFNClientConfig['logger']>;

const discard = (): void => undefined;

/**
 * What all clients share: the stack of middleware is put together once for each kind of command, for nobody changes it. A client without a logger of its own gets one that discards what it is told, after every input
 * and output was filtered for it; the filtering is left out where there is no `info`. CloudTrail shows who called as the
 * user agent: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
export const clientSettings = {
  cacheMiddleware: true,
  // Two more than by default: a task makes several calls, and all of them have to get through at once.
  maxAttempts: 5,
  logger: { debug: discard, warn: discard, error: discard } as Partial<Logger> as Logger,
  defaultUserAgentProvider: () => Promise.resolve<[string, string][]>([['app', 'rubato']]),
};

interface Client {
  readonly config: { signer: (...scheme: never[]) => Promise<unknown> };
}

/**
 * A client that is called each minute. It copies its settings four times a call, and the copy of an object that V8 has laid
 * out for quick access, as it does with prototypes, costs a fraction; and one signer serves all its calls, where it would make one for each; one
 * that could not be made is tried anew at the next call. See docs/decisions/0014.
 */
export const prepared = <Prepared extends Client>(client: Prepared): Prepared => {
  const { config } = client;
  const makeSigner = config.signer;
  let signer: Promise<unknown> | undefined;
  config.signer = (...scheme) => {
    signer ??= makeSigner(...scheme).catch((error: unknown) => {
      signer = undefined;
      throw error;
    });
    return signer;
  };
  Object.create(config);
  return client;
};
