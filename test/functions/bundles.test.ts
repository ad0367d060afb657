import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Metafile } from 'esbuild';
import { beforeAll, describe, expect, it } from 'vitest';
import { BOUNDS } from '../../cli/bench/bounds.ts';

const FUNCTIONS = join(import.meta.dirname, '../../functions');
const KILOBYTE = 1000;

/** The functions that have to hold the client of EC2. */
const WITH_EC2 = ['triggers/on-health-sweep', 'triggers/on-instance-event'];
const FOLDERS = ['triggers', 'tasks'].flatMap((kind) =>
  readdirSync(join(FUNCTIONS, kind)).map((name) => `${kind}/${name}`),
);

/** All at once, with the settings of infra/constructs/function-code.ts. */
const bundleAll = () =>
  build({
    entryPoints: Object.fromEntries(FOLDERS.map((folder) => [folder, join(FUNCTIONS, folder, 'index.ts')])),
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    mainFields: ['module', 'main'],
    minify: true,
    metafile: true,
    write: false,
    logLevel: 'silent',
    outdir: 'bundles',
  });

let metafile: Metafile;
beforeAll(async () => {
  ({ metafile } = await bundleAll());
});

describe.each(FOLDERS)('the bundle of %s', (folder) => {
  const hasEc2 = WITH_EC2.includes(folder);

  const { sizeKb } = hasEc2 ? BOUNDS.bundleWithEc2 : BOUNDS.bundle;

  it(`is at most ${sizeKb} KB and holds no more than it needs`, () => {
    const { bytes, inputs } = metafile.outputs[`bundles/${folder}.js`] ?? { bytes: Number.NaN, inputs: {} };
    expect(bytes).toBeLessThanOrEqual(sizeKb * KILOBYTE);
    const names = Object.keys(inputs);
    expect(names.some((name) => name.includes('client-ec2'))).toBe(hasEc2);
    expect(names.filter((name) => /node_modules\/yaml\/|parse-blueprint|blueprint-schema/.test(name))).toEqual([]);
  });
});
