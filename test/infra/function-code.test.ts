import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Architecture, Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FUNCTION_RUNTIME, functionCode } from '../../infra/constructs/function-code.ts';

describe('the code of a function', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'rubato-code-'));
    for (const name of ['a', 'b']) writeFileSync(join(root, `${name}.json`), `{"name":"${name}"}`);
  });
  afterEach(() => rmSync(root, { recursive: true }));

  /** Assets of a stack with one function for each of these blueprints, by name, with their files. */
  const assetsOf = (outdir: string, folder: string, ...blueprints: readonly string[]) => {
    const stack = new Stack(new App({ outdir: join(root, outdir), builtinCloudFormationValidation: false }), 'Stack');
    for (const name of blueprints)
      new LambdaFunction(stack, name, {
        code: functionCode(folder, join(root, `${name}.json`)),
        handler: 'index.handler',
        runtime: FUNCTION_RUNTIME,
        architecture: Architecture.ARM_64,
      });
    const assets = readdirSync(join(root, outdir)).filter((name) => name.startsWith('asset.'));
    return Object.fromEntries(assets.map((name) => [name, readdirSync(join(root, outdir, name)).sort()]));
  };

  it('is one bundle, its source map and the blueprint', () => {
    expect(Object.values(assetsOf('out', 'tasks/find-groups', 'a'))).toEqual([
      ['blueprint.json', 'index.js', 'index.js.map'],
    ]);
  });

  it('is a bundle and its source map where no blueprint is read', () => {
    const stack = new Stack(new App({ outdir: join(root, 'out'), builtinCloudFormationValidation: false }), 'Stack');
    functionCode('tasks/check-stage').bind(stack);
    const [asset = ''] = readdirSync(join(root, 'out')).filter((name) => name.startsWith('asset.'));
    expect(readdirSync(join(root, 'out', asset)).sort()).toEqual(['index.js', 'index.js.map']);
  });

  it('has a name that does not depend on where it is put', () => {
    const names = ['out', 'deep/er/out'].map((outdir) => Object.keys(assetsOf(outdir, 'tasks/find-groups', 'a')));
    expect(names[0]).toEqual(names[1]);
  });

  it('is another asset with another blueprint', () => {
    expect(Object.keys(assetsOf('out', 'tasks/find-groups', 'a', 'b'))).toHaveLength(2);
  });

  it('is refused for a function that does not exist', () => {
    expect(() => assetsOf('out', 'tasks/gone', 'a')).toThrow(/gone/);
  });
});
