import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compilePattern } from '../../../../local/events/pattern/compile-pattern.ts';
import { expandDottedKeys } from '../../../../local/events/pattern/expand-dotted-keys.ts';

const folder = process.env['RUBATO_VECTORS'] ?? '../shared/vectors';
const file = join(folder, 'event-patterns.json');
const isThere = existsSync(file);
if (!isThere) process.stdout.write(`skipped: there is no ${file}; RUBATO_VECTORS names the folder of the vectors\n`);

interface Vector {
  readonly name: string;
  readonly event: Readonly<Record<string, unknown>>;
  readonly pattern: unknown;
  readonly expected: boolean | 'error';
  readonly aws_error: string | null;
}
const vectors = isThere ? (JSON.parse(readFileSync(file, 'utf8')) as readonly Vector[]) : [];

const verdict = ({ pattern, event }: Vector): boolean | string => {
  try {
    return compilePattern(pattern).matches(expandDottedKeys(event));
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
};

/** AWS adds where in the JSON text the error is; a parsed pattern has no such place. */
const withoutPlace = (message: string): string => message.replace(/\n at \[Source: .*$/s, '');

describe.skipIf(!isThere)(`event patterns with the verdicts of AWS (skipped without ${file})`, () => {
  it('has vectors', () => expect(vectors.length).toBeGreaterThan(0));

  it.each(vectors)('$name is $expected', (vector) => {
    const expected = vector.expected === 'error' ? withoutPlace(vector.aws_error ?? '') : vector.expected;
    expect(verdict(vector)).toBe(expected);
  });
});
