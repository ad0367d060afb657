const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'is not to be written to',
  EDQUOT: 'is over its quota',
  EEXIST: 'is a file',
  EISDIR: 'is a folder',
  ENAMETOOLONG: 'has too long a name',
  ENOENT: 'does not exist',
  ENOSPC: 'has no room left',
  ENOTDIR: 'is a file, or below one',
  EPERM: 'is not to be written to',
  EROFS: 'is read-only',
};

/** What the file system objected to in a place, in words that follow its name. */
export const whyNot = (cause: unknown): string => {
  const { code = '' } = cause as NodeJS.ErrnoException;
  return REASONS[code] ?? `cannot be made or written to (${code})`;
};

/** An error of the file system in one sentence; null when it is another one. */
export const fileSystemSentence = (error: unknown): string | null => {
  const { code, path } = error as NodeJS.ErrnoException;
  if (!(error instanceof Error) || code === undefined || REASONS[code] === undefined) return null;
  return `${path ?? 'the disk'} ${REASONS[code]}`;
};
