import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { benchmarksPage } from '../../../cli/bench/benchmarks-page.ts';
import { bench } from '../../../cli/commands/bench.ts';
import { recordingHost } from '../../fakes/recording-host.ts';

const folder = mkdtempSync(join(tmpdir(), 'rubato-bench-'));
afterAll(() => rmSync(folder, { recursive: true }));

const facts = { date: '2026-01-05', commit: 'abc1234', machine: 'Node 24.0.0, 2 cores' };

describe('bench', () => {
  it.each(['traces', 'plants', 'day'] as const)('says that it skips %s without recordings', async (only) => {
    const host = recordingHost();
    const page = join(folder, 'benchmarks.md');
    await bench({ only, traces: folder, page, facts }, host);
    expect(host.lines).toEqual([`skipped: ${only}, for its recordings are not in ${folder} (RUBATO_TRACES)`]);
    expect(existsSync(page)).toBe(false);
  });
});

describe('the page of benchmarks', () => {
  it('says when, of what, by which command, and what it does not show', () => {
    const page = benchmarksPage([{ title: 'Speed', lines: ['fast'] }], facts);
    expect(page).toContain('Printed by `npm run bench` on 2026-01-05, commit abc1234, Node 24.0.0, 2 cores.');
    expect(page).toContain('\n## Speed\n\nfast\n');
    expect(page).toContain('\n## What this does not show\n');
  });
});
