import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { blueprintFromCanonical, canonicalBlueprint } from '../../../core/blueprint/canonical-blueprint.ts';
import type { Blueprint } from '../../../core/blueprint/model.ts';
import { parseBlueprint } from '../../../core/blueprint/parse-blueprint.ts';

const parsed = (text: string): Blueprint => {
  const result = parseBlueprint(text, 'b.yaml');
  if (!result.isValid) throw new Error('must be valid');
  return result.blueprint;
};

describe('canonicalBlueprint', () => {
  it('comes back as it was', () => {
    const blueprint = parsed(readFileSync(new URL('../../../rubato.yaml', import.meta.url), 'utf8'));
    expect(blueprintFromCanonical(canonicalBlueprint(blueprint))).toEqual(blueprint);
  });

  it('gives the same bytes whatever the order, the comments and the short forms', () => {
    const short = 'installation: shop\nenvironments: { b: { tag: k=v, stages: [x] }, a: { tag: k=w, stages: [x] } }';
    const long =
      '# the shop\nenvironments:\n  a: { stages: [x], tag: { value: w, key: k }, stageDeadlineSeconds: 900 }\n  b: { stages: [x], tag: { value: v, key: k } }\nmode: dry-run\ninstallation: shop';
    expect(canonicalBlueprint(parsed(short))).toBe(canonicalBlueprint(parsed(long)));
  });

  it('keeps the order of lists, which means something', () => {
    const blueprint = parsed('installation: shop\nenvironments: { a: { tag: k=v, stages: [web, app] } }');
    expect(blueprintFromCanonical(canonicalBlueprint(blueprint)).environments['a']?.stages).toEqual(['web', 'app']);
  });
});

describe('blueprintFromCanonical', () => {
  it.each([
    { what: 'text that is no JSON', text: 'installation: demo', message: 'not JSON' },
    { what: 'JSON that is something else', text: '{"installation":"demo"}', message: 'must be what synth bundled' },
    {
      what: 'another schema version',
      text: '{"schemaVersion":0,"blueprint":{}}',
      message: 'schema version 0, must be 1',
    },
  ])('refuses $what', ({ text, message }) => {
    expect(() => blueprintFromCanonical(text)).toThrow(
      expect.objectContaining({ name: 'BlueprintInvalid', message: expect.stringContaining(message) }),
    );
  });
});
