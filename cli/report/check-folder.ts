import { existsSync, mkdirSync, mkdtempSync, rmdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { UsageError } from '../usage-error.ts';
import { isFolder } from './check-file.ts';
import { whyNot } from './why-not.ts';
import { REPORT_FILES } from './write-report.ts';

/**
 * Whether a report can be written to a folder, by trying: it is made, written to, and taken away again as far as it was
 * not there, and none of the report's files is a folder. A run that could not be kept would be in vain. Folders are made
 * one by one, for below some, such as /proc, `mkdir` with `recursive` never returns.
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
    throw refusal(folder, `${place} ${whyNot(cause)}`, { cause });
  } finally {
    for (const each of made.toReversed()) rmdirSync(each);
  }
  const taken = REPORT_FILES.map((name) => join(path, name)).find(isFolder);
  if (taken !== undefined) throw refusal(folder, `${taken} is a folder and must be a file or absent`);
};

const refusal = (folder: string, why: string, options?: ErrorOptions): UsageError =>
  new UsageError(
    `--out: found ${JSON.stringify(folder)}, but ${why}; a folder that can be made and written to is needed`,
    options,
  );

/** A folder and those it lies in, as far as they do not exist, outermost first. */
const missingFolders = (path: string): readonly string[] =>
  existsSync(path) ? [] : [...missingFolders(dirname(path)), path];
