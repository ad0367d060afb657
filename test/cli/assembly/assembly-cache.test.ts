import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { assemblyOf } from '../../../cli/assembly/assembly-cache.ts';
import { UsageError } from '../../../cli/usage-error.ts';

describe('the assembly of a blueprint', () => {
  const root = mkdtempSync(join(tmpdir(), 'rubato-assembly-'));
  afterAll(() => rmSync(root, { recursive: true }));

  /** A blueprint that was never seen before. */
  const write = (content: string): string => {
    const file = join(root, `${randomUUID()}.yaml`);
    writeFileSync(file, `${content}\n# ${randomUUID()}\n`);
    return file;
  };
  /** Bundles that no blueprint lies beside. */
  const bundlesIn = (folder: string): readonly string[] =>
    readdirSync(folder).filter((name) => readdirIfFolder(join(folder, name)).join() === 'index.js,index.js.map');
  const readdirIfFolder = (path: string): readonly string[] => (statSync(path).isDirectory() ? readdirSync(path) : []);

  it('says what it is at while it is made, is taken as it is the next time, and leaves its bundles to others', async () => {
    const notes: string[] = [];
    const make = (file: string) =>
      assemblyOf(file, { note: (text) => notes.push(text), onInterrupt: () => () => undefined }, join(root, 'cache'));
    const example = readFileSync('rubato.yaml', 'utf8');
    const file = write(example);
    const first = await make(file);
    expect(existsSync(join(first.folder, 'Rubato.template.json'))).toBe(true);
    expect([first.isCached, await make(file)]).toEqual([false, { folder: first.folder, isCached: true }]);
    const other = await make(write(example));
    expect(other).toMatchObject({ isCached: false });
    expect(bundlesIn(first.folder).length).toBeGreaterThan(0);
    expect(bundlesIn(other.folder)).toEqual(bundlesIn(first.folder));
    expect(notes).toEqual(['bundling 9 functions ...']);
  });

  it('leaves nothing of itself or of its bundles when it is interrupted', async () => {
    const cache = join(root, 'interrupted');
    const making = `
      const { processHost } = await import('${new URL('../../../cli/host.ts', import.meta.url)}');
      const { assemblyOf } = await import('${new URL('../../../cli/assembly/assembly-cache.ts', import.meta.url)}');
      await assemblyOf(process.env.BLUEPRINT, processHost(process.stdout, process.stderr), process.env.CACHE);
    `;
    const child = spawn(process.execPath, ['--input-type=module', '--eval', making], {
      env: { BLUEPRINT: write(readFileSync('rubato.yaml', 'utf8')), CACHE: cache },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    expect(String(await once(child.stderr, 'data'))).toBe('bundling 9 functions ...\n');
    expect(readdirSync(cache, { recursive: true }).length).toBeGreaterThan(2);
    child.kill('SIGINT');
    expect(await once(child, 'close')).toEqual([130, null]);
    expect(readdirSync(cache, { recursive: true }).toSorted()).toEqual(['assemblies', 'bundles']);
  });

  it('is refused with the problems of the blueprint alone', async () => {
    const file = write('installation: 0');
    await expect(assemblyOf(file)).rejects.toThrow(
      new UsageError(
        `${file}:1:15 installation: found 0, must be lower-case letters, digits and single hyphens, beginning with a letter, at most 20`,
      ),
    );
  });
});
