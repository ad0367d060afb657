import { renameSync, rmSync, writeFileSync } from 'node:fs';

/** Write a file that appears whole or not at all: written aside, then renamed. */
export const writeWhole = (path: string, text: string): void => {
  const unfinished = `${path}.${process.pid}`;
  try {
    writeFileSync(unfinished, text);
    renameSync(unfinished, path);
  } finally {
    rmSync(unfinished, { force: true });
  }
};
