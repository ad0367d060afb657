import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Metafile } from 'esbuild';
import { describe, expect, it } from 'vitest';

const FUNCTIONS = join(import.meta.dirname, '../../functions');
const KILOBYTE = 1000;

/** The functions that have to hold the client of EC2, which alone is 830 KB. */
const WITH_EC2 = ['triggers/on-health-sweep', 'triggers/on-instance-event'];
const FOLDERS = ['triggers', 'tasks'].flatMap((kind) =>
  readdirSync(join(FUNCTIONS, kind)).map((name) => `${kind}/${name}`),
);

/** With the settings of infra/constructs/product-function.ts. */
async function bundle(folder: string): Promise<{ bytes: number; inputs: string[] }> {
  const { metafile } = await build({
    entryPoints: [join(FUNCTIONS, folder, 'index.ts')],
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    mainFields: ['module', 'main'],
    minify: true,
    metafile: true,
    write: false,
    logLevel: 'silent',
    outfile: 'index.js',
  });
  const [output] = Object.values((metafile as Metafile).outputs);
  return { bytes: output?.bytes ?? Number.NaN, inputs: Object.keys((metafile as Metafile).inputs) };
}

describe.each(FOLDERS)('the bundle of %s', (folder) => {
  const hasEc2 = WITH_EC2.includes(folder);

  it(`is at most ${hasEc2 ? '1,250' : '700'} KB and holds no more than it needs`, async () => {
    const { bytes, inputs } = await bundle(folder);
    expect(bytes).toBeLessThanOrEqual((hasEc2 ? 1250 : 700) * KILOBYTE);
    expect(inputs.some((input) => input.includes('client-ec2'))).toBe(hasEc2);
    expect(inputs.filter((input) => /node_modules\/yaml\/|parse-blueprint|blueprint-schema/.test(input))).toEqual([]);
  });
});
