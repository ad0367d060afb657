import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const PROJECT = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'rubato-stand-'));
afterAll(() => rmSync(folder, { recursive: true }));
writeFileSync(join(folder, 'visits.csv'), 'when,visits\n');

/** In the project's folder, as npm runs its scripts. */
const run = (npm: Readonly<Record<string, string>>) =>
  spawnSync(process.execPath, ['cli/bin.js', 'simulate', '--trace', 'visits.csv'], {
    cwd: PROJECT,
    env: { PATH: process.env['PATH'], ...npm },
    encoding: 'utf8',
  });

describe('paths are those of where the person stands', () => {
  it('when npm start is called there, but for the blueprint that is taken when nobody names one', () => {
    const { status, stderr } = run({ INIT_CWD: folder, npm_lifecycle_script: 'node cli/bin.js simulate' });
    expect(stderr).toBe('visits.csv:1: found "when,visits", the header must be "timestamp,requests"\n');
    expect(status).toBe(2);
  });

  it('and not where npm was called for another script that calls this program', () => {
    expect(run({ INIT_CWD: folder, npm_lifecycle_script: 'vitest run' }).stderr).toContain('there is no such file');
  });
});
