import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { refusedModule } from './refused-module.ts';

/** Where Lambda unpacks a function: https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html */
export const TASK_ROOT = '/var/task';

export interface TaskFiles {
  /** @throws an error with code ENOENT, as for every path that is not below the task root */
  readFileSync(path: unknown, options?: unknown): string | Buffer;
  /** For `require('fs')` and `require('fs/promises')` */
  readonly fs: object;
  readonly promises: object;
}

/**
 * The file system of a function: its own folder, read-only, at `/var/task`. Every other path does not exist (the SDK looks
 * for `~/.aws/config` and does without), and every way to write is refused. Reads answer at once, for the thread pool
 * of the real file system knows no virtual time.
 */
export const createTaskFiles = (folder: string, onRefused: (error: Error) => void): TaskFiles => {
  const realPath = (path: unknown): string | undefined => {
    const normal = posix.resolve(TASK_ROOT, String(path instanceof URL ? path.pathname : path));
    return normal.startsWith(`${TASK_ROOT}/`) ? join(folder, normal.slice(TASK_ROOT.length + 1)) : undefined;
  };
  const exists = (path: unknown): boolean => {
    const real = realPath(path);
    return real !== undefined && existsSync(real);
  };
  const read = (path: unknown, options?: unknown): string | Buffer => {
    const real = realPath(path);
    if (real === undefined || !existsSync(real)) throw notFound(String(path));
    const encoding = encodingOf(options);
    return encoding === undefined ? readFileSync(real) : readFileSync(real, encoding);
  };
  const promises = {
    readFile: async (path: unknown, options?: unknown) => read(path, options),
    access: async (path: unknown) => {
      if (!exists(path)) throw notFound(String(path));
    },
  };
  const withRefusals = <Members extends object>(name: string, members: Members): object => {
    const refused = refusedModule(name, onRefused);
    return new Proxy(members, {
      get: (target, member) => Reflect.get(member in target ? target : refused, member),
    });
  };
  const refusingPromises = withRefusals('fs/promises', promises);
  const fs = withRefusals('fs', {
    readFileSync: read,
    existsSync: exists,
    readFile: (path: unknown, ...rest: readonly unknown[]) => {
      const callback = rest.at(-1) as (error: unknown, data?: string | Buffer) => void;
      promises.readFile(path, rest.length > 1 ? rest[0] : undefined).then((data) => callback(null, data), callback);
    },
    promises: refusingPromises,
  });
  return { readFileSync: read, fs, promises: refusingPromises };
};

const encodingOf = (options: unknown): BufferEncoding | undefined => {
  const encoding = typeof options === 'object' && options !== null ? Reflect.get(options, 'encoding') : options;
  return typeof encoding === 'string' ? (encoding as BufferEncoding) : undefined;
};

const notFound = (path: string): Error =>
  Object.assign(new Error(`ENOENT: no such file or directory, open '${path}'`), {
    code: 'ENOENT',
    errno: -2,
    syscall: 'open',
    path,
  });
