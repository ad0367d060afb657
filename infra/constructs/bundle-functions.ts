import { globSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type BuildResult, buildSync } from 'esbuild';
import { shakeableEc2Client } from './shakeable-ec2-client.ts';

const ROOT = join(import.meta.dirname, '../..');

/** Of each function the file it begins with. */
export const functionEntries = (): readonly string[] =>
  globSync('functions/{triggers,tasks}/*/index.ts', { cwd: ROOT }).sort();

/** Bundles and source maps of functions, each below a folder of its function's name, in one run of esbuild. */
export const bundleFunctions = (entries: readonly string[]): BuildResult<{ write: false; metafile: true }> =>
  buildSync({
    absWorkingDir: ROOT,
    entryPoints: Object.fromEntries(entries.map((entry) => [`${basename(dirname(entry))}/index`, entry])),
    outdir: join(ROOT, '.rubato/bundles'), // Nothing is written there; source maps speak of sources from there.
    write: false,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node24',
    mainFields: ['module', 'main'],
    alias: {
      '@aws-sdk/client-ec2': shakeableEc2Client(ROOT),
      '@aws-sdk/credential-provider-node': join(ROOT, 'functions/adapters/lambda-credentials.ts'),
    },
    minify: true,
    metafile: true,
    sourcemap: true,
    sourcesContent: false,
    logLevel: 'warning',
  });
