import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { UsageError } from '../usage-error.ts';
import { whyNot } from './why-not.ts';

/**
 * Write files that belong together, by path: all of them aside, then renamed, so that each appears whole or not at all,
 * and none when there is no room for all.
 *
 * @throws `UsageError` with the file that cannot be written and why
 */
export const writeWhole = (files: Readonly<Record<string, string>>): void => {
  const aside = (path: string): string => `${path}.${process.pid}`;
  const paths = Object.keys(files);
  const write = (path: string, act: () => void): void => {
    try {
      act();
    } catch (cause) {
      throw new UsageError(`${path} ${whyNot(cause)}; nothing of this run was kept`, { cause });
    }
  };
  try {
    for (const [path, text] of Object.entries(files)) write(path, () => writeFileSync(aside(path), text));
    for (const path of paths) write(path, () => renameSync(aside(path), path));
  } finally {
    for (const path of paths) rmSync(aside(path), { force: true });
  }
};
