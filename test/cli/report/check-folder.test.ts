import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkFolder } from '../../../cli/report/check-folder.ts';
import { REPORT_FILES } from '../../../cli/report/write-report.ts';
import { UsageError } from '../../../cli/usage-error.ts';

const ALLOWED = 'a folder that can be made and written to is needed';

describe('a folder for the report', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'rubato-out-'));
    writeFileSync(join(root, 'file'), 'kept');
    mkdirSync(join(root, 'there'));
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it.each(['there', 'new', 'new/and/deep'])('may be %s, and is left as it was', (name) => {
    const wasThere = existsSync(join(root, name));
    checkFolder(join(root, name));
    expect(existsSync(join(root, name))).toBe(wasThere);
    expect(readdirSync(root)).toEqual(['file', 'there']);
    expect(readdirSync(join(root, 'there'))).toEqual([]);
  });

  it.each([
    { what: 'a file', name: 'file', place: 'file', why: 'is a file, or below one' },
    { what: 'below a file', name: 'file/out', place: 'file/out', why: 'is a file, or below one' },
    { what: 'of too long a name', name: 'x'.repeat(300), place: 'x'.repeat(300), why: 'has too long a name' },
  ])('that is $what is told with its place', ({ name, place, why }) => {
    const folder = join(root, name);
    const sentence = `--out: found ${JSON.stringify(folder)}, but ${join(root, place)} ${why}; ${ALLOWED}`;
    expect(() => checkFolder(folder)).toThrow(new UsageError(sentence));
  });

  it.each(REPORT_FILES)('in which %s is a folder is told with it', (name) => {
    const folder = join(root, 'there');
    mkdirSync(join(folder, name));
    const place = join(folder, name);
    const sentence = `--out: found ${JSON.stringify(folder)}, but ${place} is a folder and must be a file or absent; ${ALLOWED}`;
    expect(() => checkFolder(folder)).toThrow(new UsageError(sentence));
    expect(readdirSync(folder)).toEqual([name]);
  });

  // Nobody makes a folder there, not even root; where there is no /proc, the root folder is as closed to a person.
  it.each(['/proc/x', '/proc/x/y', '/proc'])(
    'that cannot be made or written to, such as %s, is told at once',
    (folder) => {
      expect(() => checkFolder(folder)).toThrow(UsageError);
      expect(() => checkFolder(folder)).toThrow(`--out: found "${folder}", but /proc`);
    },
  );

  it('leaves nothing of what it made when it fails deeper down', () => {
    expect(() => checkFolder(join(root, 'new', 'x'.repeat(300)))).toThrow(UsageError);
    expect(readdirSync(root)).toEqual(['file', 'there']);
  });
});
