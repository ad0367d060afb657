import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadAssembly } from '../../../local/assembly/load-assembly.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assembly-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const stack = (file: string, dependencies: readonly string[] = []) => ({
  type: 'aws:cloudformation:stack',
  dependencies,
  properties: { templateFile: file, tags: { team: 'a' } },
});
const write = (artifacts: Record<string, unknown>, version: unknown = '55.0.0'): void => {
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ version, artifacts }));
  for (const name of ['One', 'Two']) {
    writeFileSync(join(folder, `${name}.json`), JSON.stringify({ Resources: { [name]: { Type: 'Test::Thing' } } }));
  }
};
const writeAssets = (manifest: object): void => {
  writeFileSync(join(folder, 'assets.json'), JSON.stringify(manifest));
  write({
    'One.assets': { type: 'cdk:asset-manifest', properties: { file: 'assets.json' } },
    Tree: { type: 'cdk:tree' },
  });
};

describe('an assembly', () => {
  it('has its stacks after those they depend on, with template and tags', () => {
    write({ Two: stack('Two.json', ['One']), One: stack('One.json') });
    expect(loadAssembly(folder).stacks).toEqual([
      { name: 'One', template: { Resources: { One: { Type: 'Test::Thing' } } }, tags: { team: 'a' } },
      { name: 'Two', template: { Resources: { Two: { Type: 'Test::Thing' } } }, tags: { team: 'a' } },
    ]);
  });

  it('can have its templates altered', () => {
    write({ One: stack('One.json') });
    const { stacks } = loadAssembly(folder, {
      alter: (template, name) => (name === 'One' ? { ...template, Resources: {} } : template),
    });
    expect(stacks[0]?.template.Resources).toEqual({});
  });

  it('finds assets by the key under which the template knows them', () => {
    mkdirSync(join(folder, 'asset.abc'));
    const destinations = { here: { objectKey: 'prefix/abc.zip' } };
    writeAssets({ files: { abc: { source: { path: 'asset.abc', packaging: 'zip' }, destinations } } });
    const { assetPath } = loadAssembly(folder);
    expect(assetPath('prefix/abc.zip')).toBe(join(folder, 'asset.abc'));
    expect(assetPath('abc')).toBe(join(folder, 'asset.abc'));
    expect(() => assetPath('def.zip')).toThrow('has no asset for the S3 key def.zip');
  });
});

describe('is refused', () => {
  it('a folder that is none', () => {
    expect(() => loadAssembly(folder)).toThrow('is no cloud assembly: it has no manifest.json; run cdk synth');
  });

  it.each([
    ['a later schema', '61.0.0'],
    ['no schema', undefined],
  ])('%s', (_, version) => {
    write({}, version ?? null);
    expect(() => loadAssembly(folder)).toThrow('at most 60 is supported');
  });

  it('an artifact of a type that is not known', () => {
    write({ Nested: { type: 'cdk:cloud-assembly' } });
    expect(() => loadAssembly(folder)).toThrow('the artifact Nested is of type cdk:cloud-assembly, which is not known');
  });

  it('an asset that is a container image or would have to be built', () => {
    writeAssets({ dockerImages: { abc: {} } });
    expect(() => loadAssembly(folder)).toThrow('the asset abc is a container image');
    writeAssets({ files: { abc: { source: { executable: ['make'] }, destinations: {} } } });
    expect(() => loadAssembly(folder)).toThrow('the asset abc has no path');
  });

  it('a template that is no JSON', () => {
    write({ One: stack('One.json') });
    writeFileSync(join(folder, 'One.json'), '{');
    expect(() => loadAssembly(folder)).toThrow('One.json could not be read');
  });
});
