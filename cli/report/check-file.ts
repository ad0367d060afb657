import { mkdtempSync, rmdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { UsageError } from '../usage-error.ts';
import { whyNot } from './why-not.ts';

/**
 * Whether a file can be written where an option wants it, by trying in its folder; the file itself stays as it is.
 *
 * @throws `UsageError`
 */
export const checkFile = (file: string, option: string): void => {
  const path = resolve(file);
  const refuse = (why: string, options?: ErrorOptions): never => {
    throw new UsageError(
      `${option}: found ${JSON.stringify(file)}, but ${why}; a file in a folder that is there and can be written to is needed`,
      options,
    );
  };
  if (isFolder(path)) refuse(`${path} is a folder`);
  try {
    rmdirSync(mkdtempSync(join(dirname(path), '.rubato-')));
  } catch (cause) {
    refuse(`${dirname(path)} ${whyNot(cause)}`, { cause });
  }
};

/** Whether something is there that no file can take the place of. */
export const isFolder = (path: string): boolean => {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
};
