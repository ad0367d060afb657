import { builtinModules } from 'node:module';
import { posix } from 'node:path';
import { refusedModule } from './refused-module.ts';
import { TASK_ROOT, type TaskFiles } from './task-files.ts';

/** Modules of Node that neither wait, nor draw, nor reach outside: bundles get the real ones. */
const HARMLESS = new Set([
  'assert',
  'async_hooks',
  'buffer',
  'constants',
  'diagnostics_channel',
  'events',
  'path',
  'path/posix',
  'punycode',
  'querystring',
  'stream',
  'stream/promises',
  'stream/web',
  'string_decoder',
  'url',
  'util',
  'util/types',
]);

/**
 * The `require` of a bundle. A module of Node that is not offered is refused when it is used, not when it is loaded.
 * `virtual` has the stand-ins by name, without `node:`.
 */
export const sandboxRequire = (
  virtual: Readonly<Record<string, unknown>>,
  files: TaskFiles,
  onRefused: (error: Error) => void,
): ((request: string) => unknown) => {
  const loaded = new Map<string, unknown>();
  const load = (name: string): unknown => {
    if (Object.hasOwn(virtual, name)) return virtual[name];
    if (name === 'fs') return files.fs;
    if (name === 'fs/promises') return files.promises;
    if (HARMLESS.has(name)) return process.getBuiltinModule(name);
    if (builtinModules.includes(name)) return refusedModule(name, onRefused);
    if (/^\.{0,2}\/.*\.json$/.test(name)) return JSON.parse(String(files.readFileSync(posix.resolve(TASK_ROOT, name))));
    throw Object.assign(new Error(`Cannot find module '${name}'`), { code: 'MODULE_NOT_FOUND' });
  };
  return (request) => {
    const name = request.replace(/^node:/, '');
    if (!loaded.has(name)) loaded.set(name, load(name));
    return loaded.get(name);
  };
};
