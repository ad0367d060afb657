import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import temporaryFolder, { OWN_FOLDER } from './temporary-folder.ts';

describe('the temporary folder of a run', () => {
  it('is its own', () => {
    expect(basename(tmpdir()).startsWith(OWN_FOLDER)).toBe(true);
  });

  it('goes when the run is over, and what was before is back', () => {
    onTestFinished(() => void vi.unstubAllEnvs());
    const before = dirname(tmpdir());
    vi.stubEnv('TMPDIR', before);
    const remove = temporaryFolder();
    const folder = tmpdir();
    expect([existsSync(folder), basename(folder).startsWith(OWN_FOLDER)]).toEqual([true, true]);
    remove?.();
    expect([existsSync(folder), tmpdir()]).toEqual([false, before]);
  });

  it('is made once, however many projects ask', () => {
    expect(temporaryFolder()).toBeUndefined();
  });
});
