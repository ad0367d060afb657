import { fromEnv } from '@aws-sdk/credential-provider-env';

/**
 * Where a function has its credentials from: the environment that Lambda gives it, and nowhere else. Bundles have this in place of
 * `@aws-sdk/credential-provider-node` (infra/constructs/bundle-functions.ts), which also asks profiles, SSO, web identities and the metadata of
 * instances and containers, and brings their clients: a fifth of a bundle, read at each cold start.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
 *
 * @throws CredentialsProviderError, from the provider, when the variables are not set
 */
export const defaultProvider = (): ReturnType<typeof fromEnv> => fromEnv();
