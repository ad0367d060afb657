import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where the compiled code of one bundle is kept between processes. */
export interface CodeCache {
  /** @returns undefined when nothing is kept; the compiler itself refuses what is from another version of it */
  read(): Buffer | undefined;
  write(code: Buffer): void;
}

/** @param path of the bundle, which stands for one content */
export const codeCacheOf = (folder: string, path: string): CodeCache => {
  const file = join(folder, `${createHash('sha256').update(path).digest('hex').slice(0, 32)}.code`);
  return {
    read: () => {
      try {
        return readFileSync(file);
      } catch {
        return undefined;
      }
    },
    // Made aside and renamed when whole, for several processes may do the same; without it only time is lost.
    write: (code) => {
      const unfinished = `${file}.${randomUUID()}`;
      try {
        mkdirSync(folder, { recursive: true });
        writeFileSync(unfinished, code);
        renameSync(unfinished, file);
      } catch {
        if (existsSync(unfinished)) rmSync(unfinished);
      }
    },
  };
};
