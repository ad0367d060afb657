import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { conformance } from '../../../cli/commands/conformance.ts';
import type { Host } from '../../../cli/host.ts';

const OPTIONS = { json: false, rates: false, operations: 0 };

const pattern = (name: string, expected: boolean) => ({
  name,
  event: { source: 'a' },
  pattern: { source: ['a'] },
  expected,
  aws_error: null,
});

let folder: string;
let lines: string[];
const host: Host = {
  isInteractive: false,
  columns: 100,
  result: (result) => lines.push(...result),
  note: () => undefined,
  progress: () => undefined,
  done: () => undefined,
  onInterrupt: () => () => undefined,
  untilInterrupted: () => new AbortController().signal,
};
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rubato-conformance-'));
  lines = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

it('ends with 0 when enough agrees', async () => {
  writeFileSync(join(folder, 'patterns.json'), JSON.stringify([pattern('right', true)]));
  expect(await conformance({ ...OPTIONS, vectors: folder }, host)).toBe(0);
  expect(lines[0]).toBe('patterns.json  EventBridge patterns: 1 passed, 0 failed, 0 skipped');
});

it('ends with 1 when too little agrees, and tells which cases and why', async () => {
  writeFileSync(join(folder, 'patterns.json'), JSON.stringify([pattern('right', true), pattern('wrong', false)]));
  expect(await conformance({ ...OPTIONS, vectors: folder }, host)).toBe(1);
  expect(lines.join('\n')).toContain('patterns.json  wrong\n    verdict is true, recorded is false');
});

it('tells a refusal in other words, which agrees all the same', async () => {
  const refused = { ...pattern('odd', true), pattern: { source: [] }, expected: 'error', aws_error: 'No!' };
  writeFileSync(join(folder, 'patterns.json'), JSON.stringify([refused]));
  expect(await conformance({ ...OPTIONS, vectors: folder }, host)).toBe(0);
  expect(lines.join('\n')).toMatch(
    /said in other words\n {2}patterns\.json {2}odd\n {4}is refused with .*recorded is "No!"/,
  );
});

it('prints JSON for programs', async () => {
  writeFileSync(join(folder, 'patterns.json'), JSON.stringify([pattern('right', true)]));
  await conformance({ ...OPTIONS, vectors: folder, json: true }, host);
  expect(JSON.parse(lines.join('\n'))).toMatchObject({ vectors: [{ file: 'patterns.json', passed: 1 }] });
});

it('compares DynamoDB with dynalite by as many calls as it is asked for', async () => {
  writeFileSync(join(folder, 'patterns.json'), JSON.stringify([pattern('right', true)]));
  expect(await conformance({ ...OPTIONS, vectors: folder, operations: 20 }, host)).toBe(0);
  expect(lines.join('\n')).toMatch(
    /dynalite {2}DynamoDB calls: 20 compared, \d+ of them succeed and \d+ are refused, 0 differ/,
  );
});

it('refuses a seed of random calls when there are none', async () => {
  await expect(conformance({ ...OPTIONS, vectors: folder, seed: 3 }, host)).rejects.toThrow(
    '--seed: found 3 beside --operations 0',
  );
});
