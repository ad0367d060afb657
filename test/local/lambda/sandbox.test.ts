import { createHash, createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fastHash, fastHmac } from '../../../local/lambda/fast-hash.ts';
import { virtualDate } from '../../../local/lambda/virtual-date.ts';
import { createSmallCloud, START_MS } from './small-cloud.ts';

const run = async (body: string, payload: unknown = {}) => {
  const cloud = createSmallCloud();
  cloud.addFunction(`exports.handler = async (event, context) => { ${body} };`);
  return (await cloud.invoke(payload)).payload;
};

describe('time in a function', () => {
  it('is the virtual clock’s, whatever it is read with', async () => {
    const cloud = createSmallCloud();
    cloud.addFunction(`
      const { performance } = require('node:perf_hooks');
      const begun = performance.now();
      exports.handler = async () => {
        await new Promise((resolve) => setTimeout(resolve, 1500));
        return [Date.now(), new Date().getTime(), globalThis.Date.now(), performance.now() - begun,
          process.hrtime()[0], Number(process.hrtime.bigint()), process.uptime()];
      };
    `);
    const answer = cloud.invoke();
    await cloud.kernel.clock.advance(2000);
    const nowMs = START_MS + 1500;
    expect((await answer).payload).toEqual([nowMs, nowMs, nowMs, 1500, 1, 1.5e9, 1.5]);
  });

  it('that remains is told by the context', async () => {
    const cloud = createSmallCloud();
    cloud.addFunction(
      `exports.handler = async (event, context) => {
         const first = context.getRemainingTimeInMillis();
         await new Promise((resolve) => setTimeout(resolve, 400));
         return [first, context.getRemainingTimeInMillis()];
       };`,
      { Timeout: 3 },
    );
    const answer = cloud.invoke();
    await cloud.kernel.clock.advance(2000);
    expect((await answer).payload).toEqual([3000, 2600]);
  });

  it('stands still between invocations: a timer that came due fires when the next one begins', async () => {
    const cloud = createSmallCloud();
    cloud.addFunction(`
      let fired = [];
      exports.handler = async () => {
        const seen = fired.slice();
        setTimeout(() => fired.push(Date.now()), 5000);
        await null;
        return { seen, now: fired.slice() };
      };
    `);
    await cloud.invoke();
    await cloud.kernel.clock.advance(60_000);
    expect((await cloud.invoke()).payload).toEqual({ seen: [START_MS + 60_000], now: [START_MS + 60_000] });
  });

  it('can be cancelled, repeated and awaited', async () => {
    const cloud = createSmallCloud();
    cloud.addFunction(`
      const { setTimeout: wait } = require('timers/promises');
      exports.handler = async () => {
        const ticks = [];
        clearTimeout(setTimeout(() => ticks.push('cancelled'), 10));
        clearTimeout(undefined);
        const interval = setInterval(() => ticks.push(Date.now() - ${START_MS}), 100);
        setImmediate(() => ticks.push('at once'));
        const value = await wait(350, 'waited');
        clearInterval(interval);
        await wait(1000);
        return [...ticks, value];
      };
    `);
    const answer = cloud.invoke();
    await cloud.kernel.clock.advance(2000);
    expect((await answer).payload).toEqual(['at once', 100, 200, 300, 'waited']);
  });
});

describe('a virtual Date', () => {
  const VirtualDate = virtualDate(() => START_MS);

  it.each([
    ['reads the clock without arguments', () => new VirtualDate().toISOString(), '2026-01-05T10:00:00.000Z'],
    ['takes parts as UTC', () => new VirtualDate(2026, 6, 1, 12).toISOString(), '2026-07-01T12:00:00.000Z'],
    ['has UTC as its local time', () => new VirtualDate(Date.UTC(2026, 6, 1, 12)).getHours(), 12],
    ['has no offset', () => new VirtualDate(Date.UTC(2026, 6, 1)).getTimezoneOffset(), 0],
    [
      'sets local hours in UTC',
      () => new VirtualDate(new VirtualDate(0).setHours(5)).toISOString(),
      '1970-01-01T05:00:00.000Z',
    ],
    ['copies other dates', () => new VirtualDate(new Date(5)).getTime(), 5],
    ['is invalid for what is no date', () => Number.isNaN(new VirtualDate('never').getTime()), true],
    ['recognises dates of the host', () => new Date(0) instanceof VirtualDate, true],
    ['recognises nothing else', () => ({}) instanceof VirtualDate, false],
  ])('%s', (_what, read, expected) => {
    expect(read()).toBe(expected);
  });
});

describe('chance in a function', () => {
  const DRAWS = `
    const crypto = require('crypto');
    exports.handler = async () => [
      Math.random(), crypto.randomUUID(), globalThis.crypto.randomUUID(), crypto.randomBytes(8).toString('hex'),
      [...crypto.getRandomValues(new Uint8Array(4))], crypto.randomInt(1000), Math.max(1, 2),
    ];
  `;
  const draw = async (): Promise<readonly unknown[]> => {
    const cloud = createSmallCloud();
    cloud.addFunction(DRAWS);
    return [(await cloud.invoke()).payload, (await cloud.invoke()).payload];
  };

  it('is the same for the same seed, and new at every draw', async () => {
    const [first, second] = await draw();
    expect([first, second]).toEqual(await draw());
    expect(first).not.toEqual(second);
  });
});

const message = fc.tuple(fc.string(), fc.uint8Array({ maxLength: 200 }));
const algorithm = fc.constantFrom('md5', 'sha1', 'sha256', 'SHA512');

it('hashes as node:crypto does', () => {
  fc.assert(
    fc.property(message, algorithm, ([text, bytes], name) => {
      const own = fastHash(name).update(text).copy().update(bytes);
      expect(own.digest('hex')).toBe(createHash(name).update(text).update(bytes).digest('hex'));
      expect(fastHash(name).digest()).toEqual(createHash(name).digest());
    }),
  );
});

it('signs with the HMAC of node:crypto', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), message, algorithm, (key, [text, bytes], name) => {
      const own = fastHmac(name, key).update(text).update(bytes).digest('hex');
      expect(own).toBe(createHmac(name, key).update(text).update(bytes).digest('hex'));
    }),
  );
});

describe('the surroundings of a function', () => {
  it('are its own variables and those that Lambda sets, and nothing of the machine', async () => {
    const cloud = createSmallCloud();
    cloud.addFunction(
      'exports.handler = async (event, context) => ({ env: process.env, context, cwd: process.cwd() });',
      {
        Environment: { Variables: { TABLE_NAME: 'state' } },
        MemorySize: 512,
      },
    );
    const { env, context, cwd } = (await cloud.invoke()).payload as Record<string, Record<string, string>>;
    expect(env).toMatchObject({
      TABLE_NAME: 'state',
      AWS_REGION: 'eu-west-1',
      AWS_LAMBDA_FUNCTION_NAME: 'work',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '512',
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
      LAMBDA_TASK_ROOT: '/var/task',
      AWS_ACCESS_KEY_ID: expect.stringMatching(/^ASIA[0-9A-F]{16}$/),
    });
    expect(env).not.toHaveProperty('HOME');
    expect(env).not.toHaveProperty('VITEST');
    expect(context).toMatchObject({
      functionName: 'work',
      functionVersion: '$LATEST',
      memoryLimitInMB: '512',
      invokedFunctionArn: 'arn:aws:lambda:eu-west-1:123456789012:function:work',
      awsRequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      logStreamName: expect.stringMatching(/^2026\/01\/05\/\[\$LATEST\][0-9a-f]{32}$/),
    });
    expect(cwd).toBe('/var/task');
  });

  it('do not leak from one environment to another', async () => {
    const cloud = createSmallCloud();
    cloud.addFunction(
      'exports.handler = async () => { const seen = globalThis.leak; globalThis.leak = 1; await new Promise((r) => setTimeout(r, 10)); return seen ?? null; };',
    );
    const both = Promise.all([cloud.invoke(), cloud.invoke()]);
    await cloud.kernel.clock.advance(10);
    expect((await both).map(({ payload }) => payload)).toEqual([null, null]);
    expect(globalThis).not.toHaveProperty('leak');
  });

  it('have its own files at /var/task, read-only, and no others', async () => {
    expect(
      await run(`
        const { readFileSync, existsSync, promises } = require('fs');
        const { readFile } = require('node:fs/promises');
        const missing = await readFile('/etc/passwd').catch((error) => error.code);
        const climbing = await promises.readFile('/var/task/../../etc/passwd', 'utf8').catch((error) => error.code);
        return [JSON.parse(readFileSync(process.env.LAMBDA_TASK_ROOT + '/beside.json', 'utf8')).from,
          require('./beside.json').from, existsSync('/etc/passwd'), missing, climbing];
      `),
    ).toEqual(['the asset', 'the asset', false, 'ENOENT', 'ENOENT']);
  });

  it.each([
    ['child_process.execSync', "require('child_process').execSync('ls')"],
    ['net.connect', "require('net').connect(80)"],
    ['dns.lookup', "require('node:dns').lookup('x')"],
    ['worker_threads.Worker', "new (require('worker_threads').Worker)('x')"],
    ['fs.writeFileSync', "require('fs').writeFileSync('/tmp/x', '')"],
    ['fs/promises.writeFile', "await require('fs/promises').writeFile('/tmp/x', '')"],
    ['globalThis.fetch', "await fetch('https://example.com')"],
    ['crypto.subtle.digest', "await crypto.subtle.digest('SHA-256', new Uint8Array())"],
  ])('do not have %s: its use ends the run, even if the function swallows the error', async (name, code) => {
    const cloud = createSmallCloud();
    cloud.addFunction(`exports.handler = async () => { try { ${code} } catch {} };`);
    await cloud.invoke();
    await expect(cloud.kernel.clock.advance(0)).rejects.toThrow(`a function used ${name}, which`);
  });

  it('let a bundle load what it never uses', async () => {
    expect(
      await run(`
        const { exec } = require('child_process');
        const http2 = require('http2');
        class Session extends http2.ClientHttp2Session {}
        return [typeof exec, typeof Session];
      `),
    ).toEqual(['function', 'function']);
  });

  it('have no network but the cloud’s: another host ends the run, naming it', async () => {
    const cloud = createSmallCloud();
    cloud.addFunction(`exports.handler = () => new Promise((resolve) => {
      require('https').request({ host: 'example.com' }).on('error', (error) => resolve(error.message)).end();
    });`);
    const answer = cloud.invoke();
    await expect(cloud.kernel.clock.advance(0)).rejects.toThrow('a function called example.com');
    expect((await answer).payload).toContain('example.com');
  });

  it('take what is written to standard output as lines of the log', async () => {
    const cloud = createSmallCloud();
    cloud.addFunction(`
      const { Console } = require('node:console');
      const out = new Console({ stdout: process.stdout, stderr: process.stderr });
      exports.handler = async () => { out.log('{"level":"INFO"}'); process.stdout.write('raw\\n'); console.table([1]); };
    `);
    await cloud.invoke();
    const lines = cloud.kernel.journal.entries.filter(({ kind }) => kind === 'log').map(({ detail }) => detail['line']);
    expect(lines.slice(0, 2)).toEqual(['{"level":"INFO"}', 'raw']);
    expect(lines).toHaveLength(3);
  });
});
