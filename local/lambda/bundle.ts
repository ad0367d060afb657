import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Script } from 'node:vm';
import { type CodeCache, codeCacheOf } from './code-cache.ts';
import { TASK_ROOT } from './task-files.ts';

/** What Node wraps around a CommonJS module: https://nodejs.org/api/modules.html#the-module-wrapper */
const MODULE_NAMES = ['exports', 'require', 'module', '__filename', '__dirname'] as const;

/**
 * What a bundle finds instead of Node's own: the global names that would let time, chance, the network or the machine in.
 * They are parameters of a function around the module's, so every evaluation gets its own, and the module may declare
 * the same names anew.
 */
const GLOBAL_NAMES = [
  'process',
  'console',
  'Date',
  'Math',
  'performance',
  'crypto',
  'fetch',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'clearTimeout',
  'clearInterval',
  'clearImmediate',
  'globalThis',
  'global',
] as const;

export type SandboxScope = Readonly<Record<(typeof MODULE_NAMES)[number] | (typeof GLOBAL_NAMES)[number], unknown>>;

/** One CommonJS file, compiled. */
export interface Bundle {
  /** Run the module's body; each evaluation is a module of its own. */
  evaluate(scope: SandboxScope): void;
  /** Keep the code compiled so far for other processes, once, if they have a place for it. */
  keepCode(): void;
}

const bundles = new Map<string, Bundle>();

/**
 * Compile a bundle once per process. The folder of an asset is named by the hash of its content, so a path stands for
 * one content.
 *
 * @throws Runtime.ImportModuleError when the asset has no such file, and what the compiler throws when it is not CommonJS
 */
export const loadBundle = (folder: string, moduleName: string, codeCacheFolder?: string): Bundle => {
  const path = [`${moduleName}.js`, `${moduleName}.cjs`].map((name) => join(folder, name)).find(existsSync);
  if (path === undefined) {
    const error = new Error(
      `Cannot find module '${moduleName}': the asset has no ${moduleName}.js or ${moduleName}.cjs`,
    );
    throw Object.assign(error, { name: 'Runtime.ImportModuleError' });
  }
  const known = bundles.get(path);
  if (known !== undefined) return known;
  const cache = codeCacheFolder === undefined ? undefined : codeCacheOf(codeCacheFolder, path);
  const bundle = compile(readFileSync(path, 'utf8'), moduleName, cache);
  bundles.set(path, bundle);
  return bundle;
};

const compile = (source: string, moduleName: string, cache: CodeCache | undefined): Bundle => {
  const wrapper = `(function (${GLOBAL_NAMES.join(', ')}) { return (function (${MODULE_NAMES.join(', ')}) {`;
  const cachedData = cache?.read();
  const script = new Script(`${wrapper}${source}\n}) })`, {
    // Stack traces then read as on AWS, and the same on every machine.
    filename: `${TASK_ROOT}/${moduleName}.js`,
    columnOffset: -wrapper.length,
    ...(cachedData && { cachedData }),
  });
  const withGlobals: (...globals: readonly unknown[]) => (...names: readonly unknown[]) => void =
    script.runInThisContext();
  let isKept = cachedData !== undefined && script.cachedDataRejected !== true;
  return {
    evaluate: (scope) => {
      const module = withGlobals(...GLOBAL_NAMES.map((name) => scope[name]));
      module.apply(
        scope.exports,
        MODULE_NAMES.map((name) => scope[name]),
      );
    },
    keepCode: () => {
      if (isKept || cache === undefined) return;
      isKept = true;
      cache.write(script.createCachedData());
    },
  };
};
