import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';

const HOST = new URL('../../cli/host.ts', import.meta.url).href;
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
