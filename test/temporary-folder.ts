import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

/** Beginning of the name of a run's own temporary folder. */
export const OWN_FOLDER = 'rubato-test-';

/** A temporary folder of the run's own, so that what a test or a worker that was ended leaves behind goes with the run. */
export default function temporaryFolder(): (() => void) | undefined {
  if (basename(tmpdir()).startsWith(OWN_FOLDER)) return undefined; // Each project asks; the first one makes it.
  const { TMPDIR: before } = process.env;
  const folder = mkdtempSync(join(tmpdir(), OWN_FOLDER));
  process.env['TMPDIR'] = folder;
  return () => {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
    rmSync(folder, { recursive: true, force: true });
  };
}
