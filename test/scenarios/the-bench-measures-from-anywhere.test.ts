import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { hundredTiers } from '../../cli/bench/hundred-tiers.ts';
import { silentHost } from '../../cli/host.ts';

const BIN = join(import.meta.dirname, '../../cli/bin.js');

it('weighs the functions of the example wherever the person stands', () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, 'bench', '--only', 'bundles'], {
    cwd: tmpdir(),
    encoding: 'utf8',
  });
  expect(stderr).toMatch(/^bundles \.\.\.\n/);
  expect(stdout).toMatch(/^\| rubato-demo-on-sweep \| \d+ \| [\d.]+ ms \|/m);
  expect(status).toBe(0);
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
