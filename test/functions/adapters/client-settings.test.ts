import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { clientSettings, prepared } from '../../../functions/adapters/client-settings.ts';

type Headers = Record<string, string>;
interface Args {
  readonly request: unknown;
}
type Handler = (args: Args) => Promise<unknown>;
interface Stack {
  addRelativeTo(
    middleware: (next: Handler) => Handler,
    place: { readonly relation: 'before' | 'after'; readonly toMiddleware: string },
  ): void;
}
const headersOf = (args: Args): Headers => (args.request as { headers: Headers }).headers;

/** The headers of three calls that a client makes, each with other credentials. */
const signedBy = async (prepare: (client: DynamoDBClient) => DynamoDBClient): Promise<Headers[]> => {
  const sent: Headers[] = [];
  let session = '';
  const credentials = () =>
    Promise.resolve({
      accessKeyId: `AKIA${session}`,
      secretAccessKey: `secret of ${session}`,
      sessionToken: `token of ${session}`,
      expiration: new Date(0),
    });
  const client = prepare(new DynamoDBClient({ ...clientSettings, region: 'eu-west-1', credentials }));
  const stack = client.middlewareStack as unknown as Stack;
  stack.addRelativeTo(
    (next) => (args) => {
      headersOf(args)['amz-sdk-invocation-id'] = 'drawn anew for each call';
      return next(args);
    },
    { relation: 'before', toMiddleware: 'httpSigningMiddleware' },
  );
  stack.addRelativeTo(
    () => (args) => {
      sent.push({ ...headersOf(args) });
      return Promise.resolve({ response: {}, output: { $metadata: {} } });
    },
    { relation: 'after', toMiddleware: 'httpSigningMiddleware' },
  );
  for (session of ['one', 'two', 'three']) {
    await client.send(new GetItemCommand({ TableName: 't', Key: { pk: { S: session } } }));
  }
  return sent;
};

describe('a prepared client', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: Date.parse('2026-06-09T00:00:00Z'), toFake: ['Date'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('signs each call as any other client does, with the credentials of that call', async () => {
    const signed = await signedBy(prepared);
    expect(signed).toEqual(await signedBy((client) => client));
    expect(signed.map((headers) => headers['x-amz-security-token'])).toEqual([
      'token of one',
      'token of two',
      'token of three',
    ]);
    expect(new Set(signed.map(({ authorization }) => authorization)).size).toBe(3);
  });

  it('makes another signer when one could not be made, and keeps that', async () => {
    const config = { signer: vi.fn<() => Promise<string>>() };
    config.signer.mockRejectedValueOnce(new Error('no region yet')).mockResolvedValue('a signer');
    const makeSigner = config.signer;
    const { signer } = prepared({ config }).config;
    await expect(signer()).rejects.toThrow('no region yet');
    await expect(signer()).resolves.toBe('a signer');
    await expect(signer()).resolves.toBe('a signer');
    expect(makeSigner).toHaveBeenCalledTimes(2);
  });

  it('tells CloudTrail whose call it is', async () => {
    const [call] = await signedBy(prepared);
    expect(call?.['user-agent']).toMatch(/^app\/rubato\b/);
  });
});
