import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { assemblyOf } from '../../cli/assembly/assembly-cache.ts';
import { silentHost } from '../../cli/host.ts';
import { simulateRun } from '../../cli/simulation/simulate-run.ts';
import { cutTrace } from '../../cli/trace/cut-trace.ts';
import { parseTrace } from '../../cli/trace/parse-trace.ts';
import { parseBlueprint } from '../../core/blueprint/parse-blueprint.ts';
import { profileFaults } from './fault-profile.ts';

const TRACES = process.env['RUBATO_TRACES'] ?? '../shared/traces';
const FILE = join(TRACES, 'wc98_may_jun.csv');
const FROM_MS = Date.parse('1998-06-10T00:00:00Z');
const HOURS = 24;
const isThere = existsSync(FILE);
if (!isThere) process.stdout.write(`skipped: there is no ${FILE}; RUBATO_TRACES names the folder of the recordings\n`);

describe.skipIf(!isThere)(`the opening day of the World Cup of 1998, of ${FILE}`, () => {
  it('is served at half of what a static fleet costs, inside of every bound', async () => {
    const result = parseBlueprint(readFileSync('rubato.yaml', 'utf8'), 'rubato.yaml');
    if (!result.isValid) throw new Error(result.problems.map(({ text }) => text).join('\n'));
    const { blueprint } = result;
    const tier = blueprint.tiers['web'];
    if (tier === undefined) throw new Error('rubato.yaml has no tier web');
    const { folder } = await assemblyOf(resolve('rubato.yaml'));

    const report = await simulateRun(
      {
        assembly: folder,
        blueprint,
        blueprintFile: 'rubato.yaml',
        tier,
        trace: cutTrace(parseTrace(readFileSync(FILE, 'utf8'), FILE), FROM_MS, HOURS),
        hangs: [],
        faults: profileFaults,
        seed: 1,
      },
      silentHost,
    );

    const [web] = report.tiers;
    if (web === undefined) throw new Error('the report has no tier');
    const { figures, series } = web;
    const share = figures.instanceHours / figures.baselines.staticPeak.instanceHours;
    const text = `unserved ${(100 * figures.unservedShare).toFixed(4)} %, instance-hours ${(100 * share).toFixed(1)} % of static peak, sizes ${figures.leastSize} to ${figures.peakSize}`;
    process.stdout.write(`opening day: ${text}\n`);
    expect(report.violations).toEqual([]);
    expect(series).toHaveLength(HOURS * 60);
    expect(figures.unservedShare, text).toBeLessThanOrEqual(0.001);
    expect(share, text).toBeLessThanOrEqual(0.55);
    expect(figures.peakSize, text).toBeGreaterThanOrEqual(120);
    expect(Math.min(...series.map(({ desired }) => desired))).toBeGreaterThanOrEqual(tier.min);
    expect(Math.max(...series.map(({ desired }) => desired))).toBeLessThanOrEqual(tier.max);
  });
});
