import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { explain } from '../../../cli/commands/explain.ts';
import { recordingHost } from '../../fakes/recording-host.ts';
import { aReport } from '../report/builders.ts';

const folder = mkdtempSync(join(tmpdir(), 'rubato-explain-'));
afterAll(() => rmSync(folder, { recursive: true }));

const AT_MS = Date.parse('2026-01-13T16:05:00Z');
const decision = { atMs: AT_MS, kind: 'scale', action: 'hold', reason: 'on-target', text: 'Hold at 4.', mode: 'on' };
const report = aReport({ decisions: [{ ...decision, subject: 'tier web', inputs: {} }] });
writeFileSync(join(folder, 'report.json'), JSON.stringify(report));

async function linesOf(tier: string, at: number, from = folder, json = false): Promise<string[]> {
  const host = recordingHost();
  await explain({ tier, at, from, json }, host);
  return host.lines;
}

describe('explain', () => {
  it('explains the decision that stood at an instant, from the folder or the file of a simulation', async () => {
    const lines = await linesOf('web', AT_MS + 30_000);
    expect(lines).toContain('  in words  Hold at 4.');
    expect(await linesOf('web', AT_MS + 30_000, join(folder, 'report.json'))).toEqual(lines);
  });

  it('prints the record for a program', async () => {
    expect(JSON.parse((await linesOf('web', AT_MS, folder, true)).join('\n'))).toMatchObject({
      tierId: 'web',
      decision,
    });
  });

  it.each([
    [
      'a tier without decisions',
      'webb',
      AT_MS,
      folder,
      /--tier: found "webb" \(did you mean web\?\), but .* has decisions of web$/,
    ],
    [
      'an instant before the first one',
      'web',
      AT_MS - 1,
      folder,
      /--at: found 2026-01-13T16:04:59.999Z, but .* begins with the decision of 2026-01-13T16:05:00.000Z/,
    ],
    [
      'a folder without a report',
      'web',
      AT_MS,
      '/nowhere',
      /there is no \/nowhere\/report.json; npm start, .* writes one/,
    ],
  ])('refuses %s', async (_, tier, at, from, says) => {
    await expect(linesOf(tier, at, from)).rejects.toThrow(says);
  });
});
