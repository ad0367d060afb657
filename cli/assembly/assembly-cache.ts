import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { Host } from '../host.ts';
import { inTemporaryFolder } from '../in-temporary-folder.ts';
import { PROJECT } from '../project-file.ts';
import { whyNot } from '../report/why-not.ts';
import { UsageError } from '../usage-error.ts';
import { forgetUnused, noteUse } from './forget-unused.ts';

const CACHE = join(PROJECT, '.rubato');

/** What an assembly is made from; anything else may change without a new synth. */
const SOURCES = ['core', 'functions', 'infra', 'statemachines', 'cdk.json', 'package-lock.json'];

export interface Assembly {
  readonly folder: string;
  readonly isCached: boolean;
}

/**
 * The cloud assembly of a blueprint: the one `cdk deploy` would deploy, kept by the content it was made from.
 *
 * @param host is told what the synth is at, for it takes seconds. Default: nobody is
 * @param cache folder of all that is kept. Default: one of the project
 * @throws `UsageError` with the words of the synth when the blueprint does not validate
 */
export const assemblyOf = async (
  blueprintFile: string,
  host: Pick<Host, 'note' | 'onInterrupt'> = { note: () => undefined, onInterrupt: () => () => undefined },
  cache = CACHE,
): Promise<Assembly> => {
  const sources = sourcesHash();
  const folder = join(cache, 'assemblies', contentHash(sources, blueprintFile));
  if (existsSync(folder)) {
    noteUse(folder, Date.now());
    return { folder, isCached: true };
  }
  // Another blueprint has the same functions.
  const bundles = join(cache, 'bundles', sources);
  for (const place of [cache, dirname(folder), dirname(bundles)]) makeFolder(place);
  noteUse(bundles, Date.now());
  await madeAside(folder, host, (assembly) =>
    existsSync(bundles)
      ? synthesize(blueprintFile, { assembly, bundles }, host)
      : madeAside(bundles, host, (made) => synthesize(blueprintFile, { assembly, bundles: made }, host)),
  );
  for (const place of [dirname(folder), dirname(bundles)]) forgetUnused(place, Date.now());
  return { folder, isCached: false };
};

/** Made in a folder beside it and renamed when whole: an interrupted synth leaves nothing, and nothing that looks finished. */
const madeAside = (folder: string, host: Pick<Host, 'onInterrupt'>, make: (aside: string) => Promise<void>) =>
  inTemporaryFolder(`${folder}.`, host, async (aside) => {
    await make(aside);
    try {
      renameSync(aside, folder);
    } catch (cause) {
      if (!existsSync(folder)) throw cause; // Who comes second finds the same there.
    }
  });

/** Without `recursive`, with which Node.js says of a read-only place that it does not exist. */
const makeFolder = (folder: string): void => {
  try {
    mkdirSync(folder);
  } catch (cause) {
    if (!existsSync(folder)) throw cause;
  }
};

/** Fill the folder of an assembly, and that of its bundles unless they are there. */
const synthesize = (
  blueprintFile: string,
  { assembly, bundles }: { readonly assembly: string; readonly bundles: string },
  { note, onInterrupt }: Pick<Host, 'note' | 'onInterrupt'>,
): Promise<void> =>
  new Promise((resolve, reject) => {
    const { context } = JSON.parse(readFileSync(join(PROJECT, 'cdk.json'), 'utf8')) as { context: unknown };
    const child = spawn(process.execPath, [join(PROJECT, 'infra/app.ts')], {
      cwd: PROJECT,
      env: {
        ...process.env,
        RUBATO_BLUEPRINT: blueprintFile,
        RUBATO_BUNDLES: bundles,
        NODE_COMPILE_CACHE: join(CACHE, 'compiled'),
        CDK_OUTDIR: assembly,
        CDK_CONTEXT_JSON: JSON.stringify(context),
        CDK_VALIDATION: 'false', // `npm run check` validates the template; here it would only cost time
      },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let errors = '';
    child.stderr.on('data', (chunk: Buffer) => {
      errors += chunk;
      const [told] = /^bundling .*$/m.exec(chunk.toString()) ?? [];
      if (told !== undefined) note(told);
    });
    const forget = onInterrupt(() => child.kill('SIGKILL'));
    child.on('error', reject);
    child.on('close', (code) => {
      forget();
      if (code === 0) resolve();
      else if (code === 2) reject(new UsageError(errors.trim()));
      else if (/\bENOSPC\b/.test(errors)) reject(new UsageError(`${assembly} ${whyNot({ code: 'ENOSPC' })}`));
      else reject(new Error(`the synth of ${blueprintFile} ended with ${code}:\n${errors}`));
    });
  });

const contentHash = (sources: string, blueprintFile: string): string =>
  createHash('sha256').update(sources).update(readFileSync(blueprintFile)).digest('hex').slice(0, 32);

const sourcesHash = (): string => {
  const hash = createHash('sha256');
  const add = (path: string): void => {
    hash
      .update(`${relative(PROJECT, path)}\0`)
      .update(readFileSync(path))
      .update('\0');
  };
  for (const source of SOURCES) {
    const path = join(PROJECT, source);
    if (source.includes('.')) add(path);
    else {
      const files = readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
      for (const file of files.map((entry) => join(entry.parentPath, entry.name)).sort()) add(file);
    }
  }
  return hash.digest('hex').slice(0, 32);
};
