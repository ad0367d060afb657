import type { SFNClientConfig } from '@aws-sdk/client-sfn';

type Logger = NonNullable<SFNClientConfig['logger']>;

const discard = (): void => undefined;

/**
 * What all clients share: the stack of middleware is put together once for each kind of command, for nobody changes it. A client without a logger of its own gets one that discards what it is told, after every input
 * and output was filtered for it; the filtering is left out where there is no `info`.
 */
export const clientSettings = {
  cacheMiddleware: true,
  logger: { debug: discard, warn: discard, error: discard } as Partial<Logger> as Logger,
};
