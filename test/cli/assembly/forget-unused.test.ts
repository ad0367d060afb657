import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { forgetUnused, noteUse } from '../../../cli/assembly/forget-unused.ts';

const NOW_MS = Date.UTC(2026, 0, 13);
const HOUR_MS = 60 * 60_000;

describe('what is kept of assemblies', () => {
  let root: string;
  /** Folders `0`, `1`, ... that were used so many hours ago. */
  const fill = (hoursAgo: readonly number[]): void => {
    for (const [name, hours] of hoursAgo.entries()) {
      const folder = join(root, String(name));
      mkdirSync(folder);
      writeFileSync(join(folder, 'index.js'), '');
      noteUse(folder, NOW_MS - hours * HOUR_MS);
    }
  };
  const kept = (): readonly string[] => readdirSync(root).toSorted((one, other) => Number(one) - Number(other));

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'rubato-kept-'));
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it('is what was used within three days, up to fifty', () => {
    fill(Array.from({ length: 14 }, (_, at) => at));
    forgetUnused(root, NOW_MS);
    expect(kept()).toHaveLength(14);
  });

  it('is the ten that were used last, however long ago', () => {
    fill(Array.from({ length: 14 }, (_, at) => 100 + at));
    forgetUnused(root, NOW_MS);
    expect(kept()).toEqual(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
  });

  it('is no more than fifty, but for what was used within the hour', () => {
    fill(Array.from({ length: 60 }, (_, at) => (at < 52 ? 0.5 : 2)));
    forgetUnused(root, NOW_MS);
    expect(kept()).toHaveLength(52);
  });

  it('counts from the last use', () => {
    fill(Array.from({ length: 11 }, (_, at) => 100 + at));
    noteUse(join(root, '10'), NOW_MS);
    forgetUnused(root, NOW_MS);
    expect(existsSync(join(root, '10', 'index.js'))).toBe(true);
    expect(existsSync(join(root, '9'))).toBe(false);
  });

  it('is not minded where it cannot be noted', () => {
    expect(() => noteUse(join(root, 'gone'), NOW_MS)).not.toThrow();
  });
});
