import { mkdtempSync, rmSync } from 'node:fs';
import type { Host } from './host.ts';

/**
 * Work in a folder of its own, which goes with the work or with Ctrl-C.
 *
 * @param prefix of the folder's path, to which a few characters are added
 */
export const inTemporaryFolder = async <Result>(
  prefix: string,
  host: Pick<Host, 'onInterrupt'>,
  work: (folder: string) => Promise<Result>,
): Promise<Result> => {
  const folder = mkdtempSync(prefix);
  // A process that was just ended may still put something there.
  const discard = (): void => rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  const forget = host.onInterrupt(discard);
  try {
    return await work(folder);
  } finally {
    discard();
    forget();
  }
};
