import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { BUGS } from './planted-bugs/bugs.ts';

/** In a process of its own, whose modules are loaded anew for each bug. */
const SCRIPT = fileURLToPath(new URL('planted-bugs/compare-with-bugs.ts', import.meta.url));

describe('a comparison of 10,000 calls with dynalite tells, without an explanation, that', () => {
  let found: Readonly<Record<string, number | null>>;

  beforeAll(() => {
    found = JSON.parse(execFileSync(process.execPath, [SCRIPT], { encoding: 'utf8' }));
  });

  it.each(BUGS)('$what', ({ what }) => expect(found[what]).toBeGreaterThan(0));
});
