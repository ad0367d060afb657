import { afterEach, expect, it, vi } from 'vitest';
import { defaultProvider } from '../../../functions/adapters/lambda-credentials.ts';

afterEach(() => vi.unstubAllEnvs());

it('the credentials of a function are those that Lambda lays into its environment', async () => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'key');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
  vi.stubEnv('AWS_SESSION_TOKEN', 'token');
  expect(await defaultProvider()()).toMatchObject({
    accessKeyId: 'key',
    secretAccessKey: 'secret',
    sessionToken: 'token',
  });
});

it('a function without them asks nobody else', async () => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', undefined);
  await expect(defaultProvider()()).rejects.toThrow('Unable to find environment variable credentials.');
});
