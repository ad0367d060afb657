import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Blueprint, Tier } from '../../core/blueprint/model.ts';
import { parseBlueprint } from '../../core/blueprint/parse-blueprint.ts';
import { assemblyOf } from '../assembly/assembly-cache.ts';
import { DEFAULT_BLUEPRINT } from '../blueprint/read-blueprint.ts';
import type { Host } from '../host.ts';
import { count, decimal, percent } from '../report/format.ts';
import type { TierReport } from '../report/report.ts';
import { markdownTable } from '../report/text-table.ts';
import { cutTrace } from '../trace/cut-trace.ts';
import { parseTrace } from '../trace/parse-trace.ts';
import type { Trace } from '../trace/trace.ts';
import { UsageError } from '../usage-error.ts';
import { askThread } from './ask-thread.ts';
import { BOUNDS } from './bounds.ts';
import { leastAndMedianSeconds } from './least-and-median.ts';
import type { Section } from './section.ts';

const FILE = DEFAULT_BLUEPRINT;
const TRACE = 'wc98_may_jun.csv';
/** The opening day of the World Cup of 1998. */
const OPENING_DAY_MS = Date.parse('1998-06-10T00:00:00Z');

/** Each in a fresh thread. The fastest counts: what else the machine does only ever adds. */
const RUNS = 3;

/** What one run is given. */
export interface OpeningDay {
  readonly assembly: string;
  readonly blueprint: Blueprint;
  readonly blueprintFile: string;
  readonly tier: Tier;
  readonly trace: Trace;
}

/** What one run tells. */
export interface TimedDay {
  readonly seconds: number;
  readonly processorSeconds: number;
  readonly calls: number;
  readonly figures: TierReport['figures'];
  readonly violations: number;
}

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

  const day: OpeningDay = { assembly: folder, blueprint, blueprintFile: FILE, tier, trace };
  const runs: TimedDay[] = [];
  for (let run = 1; run <= RUNS; run++) {
    host.progress((run - 1) / RUNS, `run ${run} of ${RUNS}`);
    runs.push(await askThread<TimedDay>(new URL('./opening-day-worker.ts', import.meta.url), day));
  }
  const fastest = runs.reduce((a, b) => (b.seconds < a.seconds ? b : a));
  const { figures, calls, violations, processorSeconds } = fastest;
  return {
    title: 'The opening day through the whole assembly',
    lines: [
      '24 hours of the World Cup of 1998 (10 June) through the assembly of `rubato.yaml` in the embedded cloud.',
      '',
      ...markdownTable({
        header: ['what', 'figure', 'at most'],
        rows: [
          ['unserved', percent(figures.unservedShare), ''],
          [
            'instance-hours',
            `${decimal(figures.instanceHours)}, ${percent(figures.instanceHours / figures.baselines.staticPeak.instanceHours)} of static peak`,
            '',
          ],
          ['sizes', `${figures.leastSize} to ${figures.peakSize}`, ''],
          ['broken invariants', count(violations), '0'],
          [
            `time after synth, least of ${RUNS} runs`,
            leastAndMedianSeconds(runs.map((run) => run.seconds)),
            `${BOUNDS.daySeconds} s`,
          ],
          ['on the processors', `${decimal(processorSeconds)} s`, ''],
          [
            'calls',
            `${count(calls)}, ${decimal((processorSeconds * 1000) / calls, 2)} ms each, everything included`,
            '',
          ],
        ],
      }),
    ],
  };
};
