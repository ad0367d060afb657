import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { hundredTiers } from '../../cli/bench/hundred-tiers.ts';
import { silentHost } from '../../cli/host.ts';

const BIN = join(import.meta.dirname, '../../cli/bin.js');

it('weighs the functions of the example, beside what they are to weigh at most, wherever the person stands', () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, 'bench', '--only', 'bundles'], {
    cwd: tmpdir(),
    encoding: 'utf8',
  });
  expect(stderr).toMatch(/^bundles \.\.\.\n/);
  const measured = String.raw`\| [\d.]+ ms \| [\d.]+ ms`;
  for (const name of ['on-sweep', 'on-health-sweep']) {
    expect(stdout).toMatch(new RegExp(String.raw`^\| rubato-demo-${name} \| \d+ \| 700 ${measured} \| 80 ms \|$`, 'm'));
  }
  expect(stdout).toMatch(/^A second `npm start` .* after [\d.]+ s, median [\d.]+ s \(least of 3; at most 3 s\)\.$/m);
  expect(status).toBe(0);
});

it('leaves nothing of what it was importing when it is interrupted', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'rubato-bundles-'));
  const child = spawn(process.execPath, [BIN, 'bench', '--only', 'bundles'], {
    env: { TMPDIR: folder },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let told = '';
  child.stderr.on('data', (chunk: Buffer) => {
    told += chunk;
    if (told.includes('0 %') && !child.killed) child.kill('SIGINT');
  });
  expect(await once(child, 'close')).toEqual([130, null]);
  expect(told).toMatch(/\nstopped by Ctrl-C; nothing was written\n$/);
  expect(readdirSync(folder)).toEqual([]);
});

it('plays as many tiers for as long as it is told', async () => {
  const { title, lines } = await hundredTiers(silentHost, { tiers: 3, hours: 0.5 });
  expect(title).toBe('3 tiers through the whole assembly');
  const [changes = 0, calls = 0] = ['changes of size', 'calls'].map((name) =>
    Number(
      lines
        .find((line) => line.startsWith(`| ${name} |`))
        ?.split('|')[2]
        ?.replace(',', ''),
    ),
  );
  expect(changes).toBeGreaterThan(0);
  expect(calls).toBeGreaterThan(changes);
});
