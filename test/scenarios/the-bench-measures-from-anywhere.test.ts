import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { bundles } from '../../cli/bench/bundles.ts';
import { hundredTiers } from '../../cli/bench/hundred-tiers.ts';
import { silentHost } from '../../cli/host.ts';

const BIN = join(import.meta.dirname, '../../cli/bin.js');

it('weighs the functions of the example, beside what they are to weigh at most', async () => {
  const { lines } = await bundles(silentHost, { imports: 1, starts: 1 });
  const text = lines.join('\n');
  const measured = String.raw`\| [\d.]+ ms \| [\d.]+ ms`;
  for (const name of ['on-sweep', 'on-health-sweep']) {
    expect(text).toMatch(new RegExp(String.raw`^\| rubato-demo-${name} \| \d+ \| 700 ${measured} \| 80 ms \|$`, 'm'));
  }
  expect(text).toMatch(/^A second `npm start` .* after [\d.]+ s, median [\d.]+ s \(least of 1; at most 3 s\)\.$/m);
});

it('imports them wherever the person stands, and leaves nothing of what it was importing when it is interrupted', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'rubato-bundles-'));
  const child = spawn(process.execPath, [BIN, 'bench', '--only', 'bundles'], {
    cwd: tmpdir(),
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
