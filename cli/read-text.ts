import { readFileSync } from 'node:fs';
import { UsageError } from './usage-error.ts';

/**
 * Read a file that a person named with an option.
 *
 * @throws `UsageError` that says why it cannot be read
 */
export const readText = (file: string, option: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const why =
      code === 'ENOENT'
        ? 'there is no such file'
        : code === 'EISDIR'
          ? 'it is a folder'
          : `it cannot be read (${code})`;
    throw new UsageError(`${option}: found ${JSON.stringify(file)}, but ${why}; a readable file is needed`, { cause });
  }
};
