import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { replayVectors } from '../../../cli/conformance/replay-vectors.ts';

const file = join(process.env['RUBATO_VECTORS'] ?? '../shared/vectors', 'asl.json');
const isThere = existsSync(file);
if (!isThere) process.stdout.write(`skipped: there is no ${file}; RUBATO_VECTORS names the folder of the vectors\n`);

/** The cases that do not pass, as the documentation lists them with the reasons. */
const documentation = readFileSync(join(import.meta.dirname, '../../../docs/embedded-cloud-operations.md'), 'utf8');
const FAILING = Array.from(documentation.matchAll(/^\| `([\w/.]+::[^`]+)` \| \S/gm), ([, name]) => name);

describe.skipIf(!isThere)(`executions recorded on AWS (${isThere ? file : `skipped, there is no ${file}`})`, () => {
  it('end as they were recorded, but for those that are listed with a reason', async () => {
    const [result] = await replayVectors(file);
    expect(result?.failed.filter(({ name }) => !FAILING.includes(name))).toEqual([]);
    expect(result?.failed.map(({ name }) => name)).toEqual(FAILING);
    expect(result?.passed).toBeGreaterThan(0);
  });
});
