import { existsSync, mkdirSync, mkdtempSync, rmdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { UsageError } from '../usage-error.ts';

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'is not to be written to',
  EEXIST: 'is a file',
  ENAMETOOLONG: 'has too long a name',
  ENOSPC: 'has no room left',
  ENOTDIR: 'is a file, or below one',
  EPERM: 'is not to be written to',
  EROFS: 'is read-only',
};

/**
 * Whether a report can be written to a folder, by trying: it is made, written to, and taken away again as far as it was
 * not there. A run that could not be kept would be in vain. Folders are made one by one, for below some, such as
 * /proc, `mkdir` with `recursive` never returns.
 *
 * @throws `UsageError`
 */
export const checkFolder = (folder: string): void => {
  const path = resolve(folder);
  const made: string[] = [];
  let place = path;
  try {
    for (place of missingFolders(path)) {
      mkdirSync(place);
      made.push(place);
    }
    rmdirSync(mkdtempSync(join(path, '.rubato-')));
  } catch (cause) {
    const { code = '' } = cause as NodeJS.ErrnoException;
    throw new UsageError(
      `--out: found ${JSON.stringify(folder)}, but ${place} ${REASONS[code] ?? `cannot be made or written to (${code})`}; a folder that can be made and written to is needed`,
      { cause },
    );
  } finally {
    for (const each of made.toReversed()) rmdirSync(each);
  }
};

/** A folder and those it lies in, as far as they do not exist, outermost first. */
const missingFolders = (path: string): readonly string[] =>
  existsSync(path) ? [] : [...missingFolders(dirname(path)), path];
