import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { replayVectors } from '../../../../cli/conformance/replay-vectors.ts';

const file = join(process.env['RUBATO_VECTORS'] ?? '../shared/vectors', 'event-patterns.json');
const isThere = existsSync(file);
if (!isThere) process.stdout.write(`skipped: there is no ${file}; RUBATO_VECTORS names the folder of the vectors\n`);

describe.skipIf(!isThere)(`event patterns with the verdicts of AWS (skipped without ${file})`, () => {
  it('get the same verdicts and the same words', async () => {
    const [result] = await replayVectors(file);
    expect(result?.failed).toEqual([]);
    expect(result?.remarks).toEqual([]);
    expect(result?.passed).toBeGreaterThan(0);
  });
});
