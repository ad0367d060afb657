import { basename, dirname } from 'node:path';
import type { Metafile } from 'esbuild';
import { beforeAll, describe, expect, it } from 'vitest';
import { BOUNDS } from '../../cli/bench/bounds.ts';
import { bundleFunctions, functionEntries } from '../../infra/constructs/bundle-functions.ts';

const KILOBYTE = 1000;
const { sizeKb } = BOUNDS.bundle;

const ENTRIES = functionEntries();
const nameOf = (entry: string): string => basename(dirname(entry));

/** The functions that have to hold the client of EC2. */
const WITH_EC2 = ['on-health-sweep', 'on-instance-event'];

let metafile: Metafile;
beforeAll(() => {
  ({ metafile } = bundleFunctions(ENTRIES));
});

describe.each(ENTRIES.map(nameOf))('the bundle of %s', (name) => {
  const inputsOf = (): string[] => Object.keys(metafile.outputs[`.rubato/bundles/${name}/index.js`]?.inputs ?? {});

  it(`is at most ${sizeKb} KB`, () => {
    expect(metafile.outputs[`.rubato/bundles/${name}/index.js`]?.bytes).toBeLessThanOrEqual(sizeKb * KILOBYTE);
  });

  it('reads no YAML: its blueprint was validated at synth', () => {
    expect(inputsOf().filter((path) => /node_modules\/yaml\/|parse-blueprint|blueprint-schema/.test(path))).toEqual([]);
  });

  it('holds the client of EC2 only where it calls it', () => {
    expect(inputsOf().some((path) => path.includes('client-ec2'))).toBe(WITH_EC2.includes(name));
  });

  it('asks nobody but Lambda for credentials', () => {
    const sources = inputsOf().filter((path) => /credential-provider|nested-clients|token-providers/.test(path));
    expect(sources.filter((path) => !path.includes('/credential-provider-env/'))).toEqual([]);
  });
});
