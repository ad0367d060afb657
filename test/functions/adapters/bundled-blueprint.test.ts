import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { canonicalBlueprint } from '../../../core/blueprint/canonical-blueprint.ts';
import { bundledBlueprint } from '../../../functions/adapters/bundled-blueprint.ts';
import { aBlueprint, aTier } from '../../fakes/builders.ts';

describe('the blueprint beside the bundle', () => {
  let folder: string;
  const write = (content: string) => writeFileSync(join(folder, 'blueprint.json'), content);
  const read = () => bundledBlueprint({ LAMBDA_TASK_ROOT: folder });

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'rubato-bundle-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is the one that synth wrote', () => {
    write(canonicalBlueprint(aBlueprint()));
    expect(read().blueprint).toEqual(aBlueprint());
  });

  it('has a fingerprint of its own', () => {
    write(canonicalBlueprint(aBlueprint()));
    const { hash } = read();
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(read().hash).toBe(hash);
    write(canonicalBlueprint(aBlueprint([aTier({ max: 301 })])));
    expect(read().hash).not.toBe(hash);
  });

  it('is an error that names the variable when the folder is not told', () => {
    expect(() => bundledBlueprint({})).toThrow(expect.objectContaining({ name: 'VariableMissing' }));
    expect(() => bundledBlueprint({})).toThrow('LAMBDA_TASK_ROOT is not set');
  });

  it('is refused when synth did not write it', () => {
    write('{}');
    expect(read).toThrow(expect.objectContaining({ name: 'BlueprintInvalid' }));
  });
});
