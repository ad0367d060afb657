import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { silentHost } from '../../cli/host.ts';
import { inTemporaryFolder } from '../../cli/in-temporary-folder.ts';

const HOST = new URL('../../cli/host.ts', import.meta.url).href;
const IN_TEMPORARY_FOLDER = new URL('../../cli/in-temporary-folder.ts', import.meta.url).href;
const AT_WORK = `
  const { processHost } = await import('${HOST}');
  processHost(process.stdout, process.stderr).result(['at work']);
  setInterval(() => undefined, 1_000);
`;

it.each([
  ['SIGINT', 'Ctrl-C', 130],
  ['SIGTERM', 'SIGTERM', 143],
] as const)('tells in one line that %s stopped a command before it wrote anything', async (signal, name, code) => {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', AT_WORK], { stdio: 'pipe' });
  let told = '';
  child.stderr.on('data', (chunk: Buffer) => {
    told += chunk;
  });
  await once(child.stdout, 'data');
  child.kill(signal);
  expect(await once(child, 'close')).toEqual([code, null]);
  expect(told).toBe(`stopped by ${name}; nothing was written\n`);
});

const ownFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'rubato-host-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
};

it('leaves no temporary folder behind when it is interrupted, and none that lies in another', async () => {
  const root = ownFolder();
  const within = `
    const { processHost } = await import('${HOST}');
    const { inTemporaryFolder } = await import('${IN_TEMPORARY_FOLDER}');
    const { mkdirSync } = await import('node:fs');
    const host = processHost(process.stdout, process.stderr);
    await inTemporaryFolder(process.env.ROOT + '/outer-', host, (outer) =>
      inTemporaryFolder(outer + '/inner-', host, (inner) => {
        mkdirSync(inner + '/made');
        host.result(['at work']);
        return new Promise(() => setInterval(() => undefined, 1_000));
      }),
    );
  `;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', within], {
    env: { ROOT: root },
    stdio: 'pipe',
  });
  await once(child.stdout, 'data');
  expect(readdirSync(root)).toHaveLength(1);
  child.kill('SIGINT');
  expect(await once(child, 'close')).toEqual([130, null]);
  expect(readdirSync(root)).toEqual([]);
});

it.each([
  ['done', 'works'],
  ['given up', 'fails'],
])('a temporary folder goes when the work is %s', async (_, how) => {
  const root = ownFolder();
  const work = inTemporaryFolder(join(root, 'one-'), silentHost, async (folder) => {
    mkdirSync(join(folder, 'made'));
    if (how === 'fails') throw new Error('no luck');
    return readdirSync(root).length;
  });
  await (how === 'fails' ? expect(work).rejects.toThrow('no luck') : expect(work).resolves.toBe(1));
  expect(readdirSync(root)).toEqual([]);
});
