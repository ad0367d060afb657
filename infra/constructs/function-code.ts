import { copyFileSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { AssetHashType } from 'aws-cdk-lib';
import { type AssetCode, Code, Runtime } from 'aws-cdk-lib/aws-lambda';
import { bundleFunctions, functionEntries } from './bundle-functions.ts';

const ROOT = join(import.meta.dirname, '../..');

/** What every function of ours runs on; its bundle is made for it. */
export const FUNCTION_RUNTIME = Runtime.NODEJS_24_X;

/**
 * The bundle of a function, with the blueprint beside it where it reads one, as an asset of the CDK: named by what is in it, and made only when
 * the stack is to be deployed.
 *
 * `NodejsFunction` starts npx and esbuild once for each function, which all bundle the same SDK; here one run of esbuild
 * bundles them all, in place of the container that the CDK would fall back to.
 *
 * @param folder of the function below `functions/`, such as `triggers/on-sweep`
 * @param blueprintFile path of the canonical blueprint; without one, a change of the blueprint leaves the function as it is
 */
export const functionCode = (folder: string, blueprintFile?: string): AssetCode =>
  Code.fromAsset(join(ROOT, 'functions', folder), {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      image: FUNCTION_RUNTIME.bundlingImage,
      command: blueprintFile === undefined ? [] : [blueprintFile], // The CDK keeps assets by path and options: another blueprint is another asset.
      local: {
        tryBundle: (output) => {
          for (const { path, contents } of bundleOf(basename(folder)))
            writeFileSync(join(output, basename(path)), contents);
          if (blueprintFile !== undefined) copyFileSync(blueprintFile, join(output, 'blueprint.json'));
          return true;
        },
      },
    },
  });

interface BundledFile {
  /** Ends with the function's name and the file's. */
  readonly path: string;
  readonly contents: Uint8Array;
}

/** Bundle and source map of a function, by its name. */
const bundleOf = (name: string): readonly BundledFile[] => {
  bundles ??= readKept() ?? keep(bundleAll());
  const found = bundles.filter(({ path }) => basename(dirname(path)) === name);
  if (found.length === 0) throw new Error(`there is no functions/*/${name}/index.ts to bundle`);
  return found;
};

/** Of all functions, made when the first is asked for. */
let bundles: readonly BundledFile[] | undefined;

/** A folder with the bundles of these very sources, or an empty one that is to have them; none unless whoever starts this names it. */
const KEPT = process.env['RUBATO_BUNDLES'];

const readKept = (): readonly BundledFile[] | null => {
  const paths = KEPT === undefined ? [] : globSync('*/*', { cwd: KEPT });
  return paths.length === 0 ? null : paths.map((path) => ({ path, contents: readFileSync(join(KEPT ?? '', path)) }));
};

const keep = (made: readonly BundledFile[]): readonly BundledFile[] => {
  if (KEPT === undefined) return made;
  for (const { path, contents } of made) {
    const folder = join(KEPT, basename(dirname(path)));
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, basename(path)), contents);
  }
  return made;
};

const bundleAll = (): readonly BundledFile[] => {
  const entries = functionEntries();
  process.stderr.write(`bundling ${entries.length} functions ...\n`);
  return bundleFunctions(entries).outputFiles;
};
