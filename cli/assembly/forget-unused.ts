import { readdirSync, rmSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';

/** Kept however long ago they were used. */
const KEPT = 10;
const UNUSED_MS = 3 * 24 * 60 * 60_000;
/** More than these are kept only while they may be in use. */
const KEPT_AT_MOST = 50;
const IN_USE_MS = 60 * 60_000;

/** Note that a folder is in use. In a cache of somebody else that cannot be noted, and need not be: it is theirs to tidy. */
export const noteUse = (folder: string, nowMs: number): void => {
  try {
    utimesSync(folder, nowMs / 1000, nowMs / 1000);
  } catch {
    return;
  }
};

/**
 * Delete what is in a folder and was not used for three days, but for the ten that were used last, and of more than fifty what was
 * not used for an hour: each change of a blueprint leaves an assembly of 20 MB. What cannot be deleted stays.
 */
export const forgetUnused = (folder: string, nowMs: number): void => {
  const found = readdirSync(folder)
    .map((name) => join(folder, name))
    .flatMap((path) => {
      const usedMs = statSync(path, { throwIfNoEntry: false })?.mtimeMs; // Another run may be deleting the same.
      return usedMs === undefined ? [] : [{ path, usedMs }];
    })
    .sort((one, other) => other.usedMs - one.usedMs);
  for (const [place, { path, usedMs }] of found.entries()) {
    const mayStayMs = place < KEPT ? Number.POSITIVE_INFINITY : place < KEPT_AT_MOST ? UNUSED_MS : IN_USE_MS;
    if (nowMs - usedMs > mayStayMs) discard(path);
  }
};

const discard = (path: string): void => {
  try {
    rmSync(path, { recursive: true, force: true });
  } catch {
    return;
  }
};
