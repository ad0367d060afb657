import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { blueprintJsonSchema } from '../../../core/blueprint/blueprint-json-schema.ts';

const file = new URL('../../../rubato.schema.json', import.meta.url);

it('keeps rubato.schema.json equal to the schema that blueprints are checked with', () => {
  const generated = `${JSON.stringify(blueprintJsonSchema(), null, 2)}\n`;
  if (process.env['UPDATE'] === '1') {
    writeFileSync(file, generated);
    execFileSync('biome', ['format', '--write', fileURLToPath(file)]); // else the check would refuse it
  }
  const hint =
    'rubato.schema.json is out of date; write it anew with: UPDATE=1 npm test -- test/core/blueprint/schema-file.test.ts';
  expect(JSON.parse(readFileSync(file, 'utf8')), hint).toEqual(JSON.parse(generated));
});
