import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkFile } from '../../../cli/report/check-file.ts';
import { UsageError } from '../../../cli/usage-error.ts';

describe('a file that is to be written', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'rubato-file-'));
    writeFileSync(join(root, 'file'), 'kept');
    mkdirSync(join(root, 'folder'));
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it.each(['file', 'new', 'folder/new'])('may be %s, and is left as it was', (name) => {
    checkFile(join(root, name), '--decisions');
    expect(readFileSync(join(root, 'file'), 'utf8')).toBe('kept');
    expect([readdirSync(root), readdirSync(join(root, 'folder'))]).toEqual([['file', 'folder'], []]);
  });

  it.each([
    { what: 'a folder', name: 'folder', place: 'folder', why: 'is a folder' },
    { what: 'in no folder', name: 'gone/new', place: 'gone', why: 'does not exist' },
    { what: 'below a file', name: 'file/new', place: 'file', why: 'is a file, or below one' },
  ])('that is $what is told with its place', ({ name, place, why }) => {
    const file = join(root, name);
    const needed = 'a file in a folder that is there and can be written to is needed';
    expect(() => checkFile(file, '--decisions')).toThrow(
      new UsageError(`--decisions: found ${JSON.stringify(file)}, but ${join(root, place)} ${why}; ${needed}`),
    );
  });
});
