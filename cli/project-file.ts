import { join, relative } from 'node:path';

/** The project's folder. */
export const PROJECT = join(import.meta.dirname, '..');

/** A file of the project, from where the person stands. */
export const projectFile = (path: string): string => relative(process.cwd(), join(PROJECT, path));

/** How npm is called for the project from there: it looks for one in that folder and in those above. */
export const projectNpm = (): string =>
  relative(PROJECT, process.cwd()).startsWith('..') ? `npm --prefix ${relative(process.cwd(), PROJECT)}` : 'npm';

/** How the command line is called from there. */
export const projectRubato = (): string => {
  const npm = projectNpm();
  return npm === 'npm' ? 'npx rubato' : `${npm} run rubato --`;
};
