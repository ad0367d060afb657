import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { assemblyOf } from '../../../cli/assembly/assembly-cache.ts';
import { UsageError } from '../../../cli/usage-error.ts';

describe('the assembly of a blueprint', () => {
  const root = mkdtempSync(join(tmpdir(), 'rubato-assembly-'));
  const made: string[] = [root];
  afterAll(() => {
    for (const folder of made) rmSync(folder, { recursive: true });
  });

  /** A blueprint that was never seen before. */
  const write = (content: string): string => {
    const file = join(root, `${randomUUID()}.yaml`);
    writeFileSync(file, `${content}\n# ${randomUUID()}\n`);
    return file;
  };
  const notesOf = (notes: string[]) => ({
    note: (text: string) => notes.push(text),
    onInterrupt: () => () => undefined,
  });

  it('says what it is at while it is made, and is taken as it is the next time', async () => {
    const file = write(readFileSync('rubato.yaml', 'utf8'));
    const notes: string[] = [];
    const first = await assemblyOf(file, notesOf(notes));
    made.push(first.folder);
    expect(existsSync(join(first.folder, 'Rubato.template.json'))).toBe(true);
    expect(notes).toEqual(['bundling 9 functions ...']);
    expect([first.isCached, await assemblyOf(file, notesOf(notes))]).toEqual([
      false,
      { folder: first.folder, isCached: true },
    ]);
    expect(notes).toHaveLength(1);
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
