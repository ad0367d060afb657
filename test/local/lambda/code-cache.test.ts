import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadBundle, type SandboxScope } from '../../../local/lambda/bundle.ts';
import { codeCacheOf } from '../../../local/lambda/code-cache.ts';

let folder = '';
let cacheFolder = '';
let source = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'asset-'));
  cacheFolder = join(folder, 'code');
  // A source of its own for each test, for a process compiles the same text only once.
  source = `exports.answer = () => 42; // ${folder}`;
  writeFileSync(join(folder, 'index.js'), source);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const cache = () => codeCacheOf(cacheFolder, join(folder, 'index.js'));

const answerOf = (bundle: ReturnType<typeof loadBundle>): unknown => {
  const exports: { answer?: () => unknown } = {};
  bundle.evaluate({ exports } as unknown as SandboxScope);
  return exports.answer?.();
};

describe('compiled code of a bundle', () => {
  it('is kept once for other processes, whole or not at all', () => {
    const bundle = loadBundle(folder, 'index', cacheFolder);
    expect(answerOf(bundle)).toBe(42);
    bundle.keepCode();
    expect(readdirSync(cacheFolder)).toHaveLength(1);
    const kept = cache().read();
    cache().write(Buffer.from('something newer'));
    bundle.keepCode();
    expect(kept?.length).toBeGreaterThan(0);
    expect(cache().read()?.toString()).toBe('something newer');
  });

  it('is refused and made anew when it is not what this compiler made', () => {
    cache().write(Buffer.from('not code'));
    const bundle = loadBundle(folder, 'index', cacheFolder);
    expect(answerOf(bundle)).toBe(42);
    bundle.keepCode();
    expect(cache().read()?.toString()).not.toBe('not code');
  });

  it('is used by the next process, which then has nothing to keep', () => {
    const first = loadBundle(folder, 'index', cacheFolder);
    first.keepCode();
    const code = cache().read() ?? Buffer.alloc(0);
    const copy = mkdtempSync(join(tmpdir(), 'asset-'));
    writeFileSync(join(copy, 'index.js'), source);
    const copied = codeCacheOf(cacheFolder, join(copy, 'index.js'));
    copied.write(code);
    const second = loadBundle(copy, 'index', cacheFolder);
    expect(answerOf(second)).toBe(42);
    copied.write(Buffer.from('would be written over'));
    second.keepCode();
    expect(copied.read()?.toString()).toBe('would be written over');
    rmSync(copy, { recursive: true });
  });

  it('is not kept where there is no place for it', () => {
    const bundle = loadBundle(folder, 'index');
    bundle.keepCode();
    expect(readdirSync(folder)).toEqual(['index.js']);
  });

  it('costs nothing but time when the place cannot be written', () => {
    writeFileSync(cacheFolder, 'a file where the folder should be');
    const bundle = loadBundle(folder, 'index', cacheFolder);
    bundle.keepCode();
    expect(answerOf(bundle)).toBe(42);
  });
});
