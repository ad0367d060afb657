import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeWhole } from '../../../cli/report/write-whole.ts';
import { UsageError } from '../../../cli/usage-error.ts';

describe('files that belong together', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'rubato-whole-'));
    writeFileSync(join(root, 'first'), 'of the last run');
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it('are written, and nothing beside them', () => {
    writeWhole({ [join(root, 'first')]: 'new', [join(root, 'second')]: 'new' });
    expect(readdirSync(root)).toEqual(['first', 'second']);
    expect(readFileSync(join(root, 'first'), 'utf8')).toBe('new');
  });

  it('stay as they were, all of them, when one cannot be written, which is told in a sentence', () => {
    const gone = join(root, 'gone/second');
    expect(() => writeWhole({ [join(root, 'first')]: 'new', [gone]: 'new' })).toThrow(
      new UsageError(`${gone} does not exist; nothing of this run was kept`),
    );
    expect(readdirSync(root)).toEqual(['first']);
    expect(readFileSync(join(root, 'first'), 'utf8')).toBe('of the last run');
  });

  it('leave nothing aside when one cannot take its place', () => {
    mkdirSync(join(root, 'second/full'), { recursive: true });
    expect(() => writeWhole({ [join(root, 'second')]: 'new' })).toThrow(/second is a folder/);
    expect(readdirSync(root)).toEqual(['first', 'second']);
  });
});
