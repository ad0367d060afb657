import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { explain } from '../../../cli/commands/explain.ts';
import { createCloud } from '../../../local/cloud.ts';
import { serveEndpoint } from '../../../local/endpoint/serve-endpoint.ts';
import { recordingHost } from '../../fakes/recording-host.ts';
import { aReport } from '../report/builders.ts';

const folder = mkdtempSync(join(tmpdir(), 'rubato-explain-'));
afterAll(() => rmSync(folder, { recursive: true }));

const HOUR_MS = 3_600_000;
const AT_MS = Date.parse('2026-01-13T16:05:00Z');
const decision = { atMs: AT_MS, kind: 'scale', action: 'hold', reason: 'on-target', text: 'Hold at 4.', mode: 'on' };
const run = { ...aReport().run, hours: 24 };
const woken = { ...decision, kind: 'environment', action: 'wake', subject: 'environment staging' };
const healed = { ...decision, kind: 'heal', action: 'replace', subject: 'tier web' };
const report = aReport({
  run,
  decisions: [
    { ...decision, subject: 'tier web', inputs: { targetVersion: 3 } },
    { ...woken, inputs: { startedEpoch: 4 } },
    { ...healed, inputs: { startedEpoch: 5 } },
    { ...healed, atMs: AT_MS + 5 * 60_000, action: 'hold', reason: 'healthy', inputs: {} },
  ],
  outcomes: [
    { kind: 'scale', id: 'web', version: 2, outcome: 'settled', atMs: AT_MS + 1_000 },
    { kind: 'scale', id: 'web', version: 3, outcome: 'unhealthy', atMs: AT_MS - 1_000 },
    { kind: 'scale', id: 'web', version: 3, outcome: 'settled', atMs: AT_MS + 61_000 },
    { kind: 'environment', id: 'staging', version: 4, outcome: 'awake', atMs: AT_MS + 62_000 },
    { kind: 'heal', id: 'web', version: 5, outcome: 'replaced', atMs: AT_MS + 63_000 },
  ],
});
writeFileSync(join(folder, 'report.json'), JSON.stringify(report));

async function linesOf(tier: string, atMs: number, from = folder, json = false): Promise<string[]> {
  const host = recordingHost();
  await explain({ tier, at: { atMs }, from, json }, host);
  return host.lines;
}

describe('explain', () => {
  it('explains the decision that stood at an instant, from the folder or the file of a simulation', async () => {
    const lines = await linesOf('web', AT_MS + 30_000);
    expect(lines).toContain('  in words  Hold at 4.');
    expect(await linesOf('web', AT_MS + 30_000, join(folder, 'report.json'))).toEqual(lines);
  });

  it.each([
    ['the simulation', undefined, '2026-01-13T17:06'],
    ['a blueprint', 'Asia/Kolkata', '2026-01-13T21:36'],
  ])('takes and tells times by the clock of %s beside UTC', async (_, timeZone, local) => {
    const blueprint = join(folder, 'zone.yaml');
    writeFileSync(
      blueprint,
      `installation: a\nschedules: { day: { timeZone: ${timeZone}, periods: [{ begin: "08:00" }] } }\n`,
    );
    const host = recordingHost();
    const options = { tier: 'web', at: { local }, from: folder, json: false };
    await explain({ ...options, ...(timeZone === undefined ? {} : { blueprint }) }, host);
    const zone = timeZone ?? 'Europe/Rome';
    const decided = local.slice(11).replace(/6$/, '5');
    expect(host.lines.slice(0, 2)).toEqual([
      `tier web, decided at 2026-01-13T16:05:00.000Z (Tue 13 Jan ${decided}:00 in ${zone}), switch on`,
      `  asked for 2026-01-13T16:06:00.000Z (Tue 13 Jan ${local.slice(11)}:00 in ${zone}), 1 min 00 s later: a hold is recorded when its reason changes, and once an hour; seen then:`,
    ]);
  });

  it('prints the record for a program, with the outcomes of that decision alone', async () => {
    expect(JSON.parse((await linesOf('web', AT_MS, folder, true)).join('\n'))).toMatchObject({
      subject: { kind: 'scale', id: 'web' },
      decision,
      outcomes: [{ version: 3, outcome: 'settled' }],
    });
  });

  it.each([
    ['an environment', { environment: 'staging' }, 'environment staging', 'awake 1 min 02 s later'],
    ['the health of a tier', { heal: 'web' }, 'health of tier web', 'replaced 1 min 03 s later'],
    ['the health of a group', { heal: 'shop-web' }, 'health of tier web', 'replaced 1 min 03 s later'],
  ])('explains a decision about %s', async (_, asked, subject, outcome) => {
    const host = recordingHost();
    await explain({ ...asked, at: { atMs: AT_MS + 30_000 }, from: folder, json: false }, host);
    expect(host.lines[0]).toMatch(`${subject}, decided at 2026-01-13T16:05:00.000Z`);
    expect(host.lines.at(-1)).toBe(`  outcome   ${outcome}`);
  });

  it('tells beside a hold what came of what acted last', async () => {
    const host = recordingHost();
    await explain({ heal: 'web', at: { atMs: AT_MS + 6 * 60_000 }, from: folder, json: false }, host);
    expect(host.lines.at(-1)).toMatch(
      /^ {2}acted at {2}2026-01-13T16:05:00.000Z .*, 6 min 00 s before: replace \(on-target\): Hold at 4; it ended as replaced 1 min 03 s later$/,
    );
  });

  it.each([
    [
      {},
      'error: found none of --tier, --environment and --heal, must have one of them\n(--help lists what is allowed)',
    ],
    [
      { environment: 'stagin' },
      '--environment: found "stagin" (did you mean staging?), but of the decisions of that kind',
    ],
    [{ heal: 'jobs' }, '--heal: found "jobs", but of the decisions of that kind'],
  ])('refuses %j', async (asked, says) => {
    const asking = explain({ ...asked, at: { atMs: AT_MS }, from: folder, json: false }, recordingHost());
    await expect(asking).rejects.toThrow(says);
  });

  it.each([
    [
      'a tier without decisions',
      'webb',
      AT_MS,
      folder,
      /--tier: found "webb" \(did you mean web\?\), but of the decisions of that kind .* has those of web$/,
    ],
    [
      'an instant before the first one',
      'web',
      AT_MS - 1,
      folder,
      /--at: found 2026-01-13T16:04:59.999Z .*, but .* begins with the decision of 2026-01-13T16:05:00.000Z .* for --tier "web"$/,
    ],
    [
      'an instant after the end of the simulation',
      'web',
      AT_MS + 24 * HOUR_MS,
      folder,
      /found 2026-01-14T16:05:00.000Z \(Wed 14 Jan 17:05:00 in Europe\/Rome\), but .* is of 2026-01-12T23:00:00.000Z \(Tue 13 Jan 00:00:00 in Europe\/Rome\) to 2026-01-13T23:00:00.000Z/,
    ],
    [
      'an instant before its beginning',
      'web',
      AT_MS - 24 * HOUR_MS,
      folder,
      /found 2026-01-12T16:05:00.000Z .*, but .* is of 2026-01-12T23:00:00.000Z/,
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

  it('says in a sentence that a table is not there', async () => {
    const cloud = createCloud({ seed: 1, startAtMs: AT_MS });
    const { url, close } = await serveEndpoint(cloud.openWire(), { port: 0 });
    onTestFinished(async () => {
      vi.unstubAllEnvs();
      await close();
    });
    const variables = {
      AWS_ENDPOINT_URL: url,
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'a',
      AWS_SECRET_ACCESS_KEY: 'b',
    };
    for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
    const options = { tier: 'web', at: { atMs: AT_MS }, from: 'out', table: 'gone', json: false };
    await expect(explain(options, recordingHost())).rejects.toMatchObject({
      name: 'UsageError',
      message: '--table: found "gone", but there is no such table in eu-west-1 with these credentials',
    });
  });
});
