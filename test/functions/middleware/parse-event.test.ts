import middy from '@middy/core';
import { describe, expect, it } from 'vitest';
import { parseEvent } from '../../../functions/middleware/parse-event.ts';
import { Sweep } from '../../../functions/triggers/on-sweep/event.ts';

describe('parsing what arrives', () => {
  const handler = middy<Sweep>({ timeoutEarlyInMillis: 0 })
    .use(parseEvent(Sweep))
    .handler(async (event: unknown) => event);

  it('hands on what the schema makes of it', async () => {
    expect(await handler({ shard: 0, shards: 1, more: 'x' } as never, {} as never)).toEqual({ shard: 0, shards: 1 });
  });

  it('refuses what it does not understand, naming the place and not repeating the event', async () => {
    const run = handler({ shard: 'secret-value', shards: 1 } as never, {} as never);
    await expect(run).rejects.toMatchObject({
      name: 'EventInvalid',
      message: expect.stringMatching(/^the event is not understood: shard: /),
    });
    await expect(handler({ shard: 'secret-value', shards: 1 } as never, {} as never)).rejects.not.toThrow(
      'secret-value',
    );
  });
});
