import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseBlueprint } from '../../core/blueprint/parse-blueprint.ts';
import { assemblyOf } from '../assembly/assembly-cache.ts';
import type { Host } from '../host.ts';
import { count, decimal, percent } from '../report/format.ts';
import { markdownTable } from '../report/text-table.ts';
import { simulateRun } from '../simulation/simulate-run.ts';
import { cutTrace } from '../trace/cut-trace.ts';
import { parseTrace } from '../trace/parse-trace.ts';
import { UsageError } from '../usage-error.ts';
import type { Section } from './section.ts';

const FILE = 'rubato.yaml';
const TRACE = 'wc98_may_jun.csv';
/** The opening day of the World Cup of 1998. */
const OPENING_DAY_MS = Date.parse('1998-06-10T00:00:00Z');

/**
 * The opening day through the whole assembly; null: there is no recording of it.
 *
 * @param traces folder of the recordings
 * @throws `UsageError` when the example does not validate
 */
export const openingDay = async (traces: string, host: Host): Promise<Section | null> => {
  const file = join(traces, TRACE);
  if (!existsSync(file)) return null;
  const parsed = parseBlueprint(readFileSync(FILE, 'utf8'), FILE);
  if (!parsed.isValid) throw new UsageError(parsed.problems.map(({ text }) => text).join('\n'));
  const { blueprint } = parsed;
  const tier = blueprint.tiers['web'];
  if (tier === undefined) throw new UsageError(`${FILE}: tiers: found no web, the bench measures that tier`);
  const { folder } = await assemblyOf(resolve(FILE), host);
  const trace = cutTrace(parseTrace(readFileSync(file, 'utf8'), file), OPENING_DAY_MS, 24);

  const startedAt = performance.now();
  const usedBefore = process.cpuUsage();
  const report = await simulateRun(
    { assembly: folder, blueprint, blueprintFile: FILE, tier, trace, hangs: [], seed: 1 },
    host,
  );
  const seconds = (performance.now() - startedAt) / 1000;
  const { user, system } = process.cpuUsage(usedBefore);
  const processorSeconds = (user + system) / 1_000_000;
  const calls = Object.values(report.activity.calls).reduce((sum, value) => sum + value, 0);
  const figures = report.tiers[0]?.figures;
  if (figures === undefined) throw new Error('the report has no tier');
  return {
    title: 'The opening day through the whole assembly',
    lines: [
      '24 hours of the World Cup of 1998 (10 June) through the assembly of `rubato.yaml` in the embedded cloud.',
      '',
      ...markdownTable({
        header: ['what', 'figure'],
        rows: [
          ['unserved', percent(figures.unservedShare)],
          [
            'instance-hours',
            `${decimal(figures.instanceHours)}, ${percent(figures.instanceHours / figures.baselines.staticPeak.instanceHours)} of static peak`,
          ],
          ['sizes', `${figures.leastSize} to ${figures.peakSize}`],
          ['broken invariants', count(report.violations.length)],
          ['time after synth', `${decimal(seconds)} s, ${decimal(processorSeconds)} s of it on the processor`],
          ['calls', `${count(calls)}, ${decimal((processorSeconds * 1000) / calls, 2)} ms each, everything included`],
        ],
      }),
    ],
  };
};
