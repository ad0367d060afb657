const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'is not to be written to',
  EEXIST: 'is a file',
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
