import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { htmlReport } from '../../../cli/report/html-report.ts';
import { aReport } from './builders.ts';

const CHROMIUM = '/usr/bin/chromium';

// CI installs it (.ci/packages), so there its absence is a failure.
const isMissing = !existsSync(CHROMIUM) && process.env['CI'] !== 'true';

describe.skipIf(isMissing)(`the page in a browser (skipped where ${CHROMIUM} is not installed)`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'rubato-page-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  /** The document after its scripts ran, and what they wrote to the console. */
  const open = (script: string): { readonly document: string; readonly console: string } => {
    const file = join(folder, 'report.html');
    const decision = {
      atMs: 0,
      subject: 'tier web',
      kind: 'scale',
      mode: 'on',
      inputs: {},
      action: 'scale',
      reason: 'load-above-target',
      text: 'Scale out',
    };
    const hold = { ...decision, action: 'hold', reason: 'on-target', text: 'Hold' };
    const page = htmlReport(aReport({ decisions: [decision, hold] }), 'my-out');
    writeFileSync(file, page.replace('</body>', `<script>${script}</script></body>`));
    const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'];
    const quiet = ['--disable-background-networking', '--disable-component-update', '--disable-sync'];
    const profile = `--user-data-dir=${join(folder, 'profile')}`;
    const run = spawnSync(
      CHROMIUM,
      [...flags, ...quiet, profile, '--enable-logging=stderr', '--dump-dom', `file://${file}`],
      { encoding: 'utf8' },
    );
    const lines = run.stderr.split('\n').filter((line) => line.includes('CONSOLE'));
    return { document: run.stdout, console: lines.join('\n') };
  };

  let page: ReturnType<typeof open>;
  // A browser takes its time to begin: one does all of it.
  beforeAll(() => {
    page = open(`
      const svg = document.querySelector('.timeline');
      const box = svg.getBoundingClientRect();
      svg.dispatchEvent(new PointerEvent('pointermove', { clientX: box.x + box.width / 2, clientY: box.y + 20 }));
      const filter = document.getElementById('filter');
      filter.value = 'web out';
      filter.dispatchEvent(new Event('input'));
    `);
  });

  it('runs without a word on the console', () => {
    expect(page).toMatchObject({ console: '', document: expect.stringContaining('class="timeline"') });
  });

  it('reads a minute where the pointer is on the timeline', () => {
    expect(page.document).toMatch(/class="readout"[^>]*>[A-Z][a-z]+,? 00:\d\d: 1,000 requests, 0 unserved/);
  });

  it('shows only the decisions that hold every word of the filter', () => {
    expect(page.document).toMatch(/<tr class="hold" hidden=""/);
    expect(page.document).toMatch(/<tr class="act"><td>/);
  });
});
