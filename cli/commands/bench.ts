import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type BenchFacts, benchmarksPage } from '../bench/benchmarks-page.ts';
import { bundles } from '../bench/bundles.ts';
import { cloudRates } from '../bench/cloud-rates.ts';
import { decisionSpeed } from '../bench/decision-speed.ts';
import { hundredTiers } from '../bench/hundred-tiers.ts';
import { leaveTracesOut } from '../bench/leave-traces-out.ts';
import { openingDay } from '../bench/opening-day.ts';
import { otherPlants } from '../bench/other-plants.ts';
import { publicTraces } from '../bench/public-traces.ts';
import type { Section } from '../bench/section.ts';
import { shapes } from '../bench/shapes.ts';
import type { Host } from '../host.ts';
import { readText } from '../read-text.ts';
import { writeWhole } from '../report/write-whole.ts';
import { parseTrace } from '../trace/parse-trace.ts';
import type { Trace } from '../trace/trace.ts';

export const BENCH_PARTS = [
  'traces',
  'plants',
  'leave-one-out',
  'shapes',
  'speed',
  'cloud',
  'day',
  'tiers',
  'bundles',
] as const;
export type BenchPart = (typeof BENCH_PARTS)[number];

export interface BenchOptions {
  /** The one part to run; without it all of them, and the page is written. */
  readonly only?: BenchPart;
  /** Folder of the recordings. */
  readonly traces: string;
  /** Where the page goes. */
  readonly page: string;
  readonly facts: BenchFacts;
}

/**
 * Measure and print. The page is written when every part ran: a part without its recordings is skipped, and said so.
 *
 * @throws `UsageError` for what the person can mend
 */
export const bench = async ({ only, traces, page, facts }: BenchOptions, host: Host): Promise<void> => {
  const sections: Section[] = [];
  for (const part of only === undefined ? BENCH_PARTS : [only]) {
    host.note(`${part} ...`);
    const section = await run(part, traces, host);
    host.done();
    if (section === null) host.result([`skipped: ${part}, for its recordings are not in ${traces} (RUBATO_TRACES)`]);
    else {
      host.result([`## ${section.title}`, '', ...section.lines, '']);
      sections.push(section);
    }
  }
  if (sections.length < BENCH_PARTS.length) return;
  writeWhole({ [page]: benchmarksPage(sections, facts) });
  host.note(`written: ${page}`);
};

const run = async (part: BenchPart, folder: string, host: Host): Promise<Section | null> => {
  switch (part) {
    case 'traces':
      return overTraces(folder, (traces) => publicTraces(traces, host));
    case 'plants':
      return overTraces(folder, (traces) => otherPlants(traces, host));
    case 'leave-one-out':
      return overTraces(folder, (traces) => leaveTracesOut(traces, host));
    case 'shapes':
      return shapes(host);
    case 'speed':
      return decisionSpeed(host);
    case 'cloud':
      return cloudRates(host);
    case 'day':
      return openingDay(folder, host);
    case 'tiers':
      return hundredTiers(host);
    case 'bundles':
      return bundles(host);
  }
};

const overTraces = async (
  folder: string,
  measure: (traces: readonly Trace[]) => Promise<Section>,
): Promise<Section | null> => {
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.csv')) : [];
  if (files.length === 0) return null;
  return measure(
    files.toSorted().map((name) => {
      const file = join(folder, name);
      return { ...parseTrace(readText(file, 'RUBATO_TRACES'), file), name: basename(name, '.csv') };
    }),
  );
};
