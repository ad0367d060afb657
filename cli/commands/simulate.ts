import { accessSync, constants, existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Blueprint, Tier } from '../../core/blueprint/model.ts';
import { parseBlueprint } from '../../core/blueprint/parse-blueprint.ts';
import type { Fault } from '../../local/faults/create-faults.ts';
import { assemblyOf } from '../assembly/assembly-cache.ts';
import { parseFaults } from '../faults/parse-faults.ts';
import type { Host } from '../host.ts';
import { duration } from '../report/format.ts';
import { terminalReport } from '../report/terminal-report.ts';
import { writeReport } from '../report/write-report.ts';
import { defaultDay } from '../simulation/default-day.ts';
import { servedPerInstancePerMinute } from '../simulation/rehearsal.ts';
import { type Hang, simulateRun } from '../simulation/simulate-run.ts';
import { cutTrace } from '../trace/cut-trace.ts';
import { parseTrace } from '../trace/parse-trace.ts';
import type { Trace } from '../trace/trace.ts';
import { UsageError } from '../usage-error.ts';

export interface SimulateOptions {
  readonly blueprint: string;
  readonly trace?: string;
  readonly from?: number;
  readonly hours?: number;
  readonly tier?: string;
  readonly seed: number;
  readonly faults?: string;
  readonly out: string;
  readonly json: boolean;
}

/**
 * Run the assembly of a blueprint in the embedded cloud and report what it did.
 *
 * @returns the exit code: 0, or 1 when an invariant did not hold
 * @throws `UsageError` for what the person can mend
 */
export const simulate = async (options: SimulateOptions, host: Host): Promise<number> => {
  const blueprint = readBlueprint(options.blueprint);
  const tier = chooseTier(blueprint, options);
  const { trace, hangs } = traffic(options);
  const faults = readFaults(options, trace);
  checkFolder(options.out);

  host.note(`assembly of ${options.blueprint} ...`);
  const startedAt = performance.now();
  const { folder, isCached } = await assemblyOf(resolve(options.blueprint), host.onInterrupt);
  host.note(
    `assembly ${isCached ? 'unchanged, taken from the cache' : `made in ${duration(performance.now() - startedAt)}`}`,
  );

  const report = await simulateRun(
    { assembly: folder, blueprint, blueprintFile: options.blueprint, tier, trace, hangs, seed: options.seed, faults },
    host,
  );
  const files = writeReport(report, options.out);
  host.done();
  if (options.json) host.result([JSON.stringify(report, null, 2)]);
  else {
    host.result([
      ...terminalReport(report, {
        columns: host.columns,
        servedPerInstancePerMinute: { [tier.id]: servedPerInstancePerMinute(tier) },
        decisions: 12,
      }),
      '',
      `written: ${files.join(', ')}`,
      '',
      ...nextCommands(options, tier),
    ]);
  }
  return report.violations.length === 0 ? 0 : 1;
};

const readBlueprint = (file: string): Blueprint => {
  const result = parseBlueprint(readText(file, '--blueprint'), file);
  if (!result.isValid) throw new UsageError(result.problems.map(({ text }) => text).join('\n'));
  return result.blueprint;
};

const readFaults = ({ faults: file }: SimulateOptions, { startMs }: Trace): readonly Fault[] => {
  if (file === undefined) return [];
  const result = parseFaults(readText(file, '--faults'), file, startMs);
  if (!result.isValid) throw new UsageError(result.problems.join('\n'));
  return result.faults;
};

const chooseTier = (blueprint: Blueprint, { tier: id, blueprint: file }: SimulateOptions): Tier => {
  const ids = Object.keys(blueprint.tiers);
  const tier = blueprint.tiers[id ?? ids[0] ?? ''];
  if (tier !== undefined) return ofDemo(blueprint, tier, file);
  if (ids.length === 0) throw new UsageError(`${file}: tiers: found none, a simulation needs one to send traffic to`);
  throw new UsageError(`--tier: found ${JSON.stringify(id)}, ${file} has ${ids.join(', ')}`);
};

/** The stack makes only the demo's groups; a group of one's own is in the account, and not on this desk. */
const ofDemo = ({ demo }: Blueprint, tier: Tier, file: string): Tier => {
  if (demo && tier.group.startsWith('rubato-demo-')) return tier;
  throw new UsageError(
    `${file}: tiers.${tier.id}.group: found ${JSON.stringify(tier.group)}${demo ? '' : ' and demo: false'}, a simulation needs demo: true and a group of the demo such as rubato-demo-web; keep a blueprint like that for trials`,
  );
};

/** Told before the run, which would be in vain otherwise. */
const checkFolder = (out: string): void => {
  const nearest = nearestExisting(resolve(out));
  if (!statSync(nearest).isDirectory()) {
    throw new UsageError(`--out: found ${JSON.stringify(out)}, but ${nearest} is a file; a folder is needed`);
  }
  try {
    accessSync(nearest, constants.W_OK);
  } catch (cause) {
    throw new UsageError(`--out: found ${JSON.stringify(out)}, but ${nearest} cannot be written to`, { cause });
  }
};

const nearestExisting = (path: string): string => (existsSync(path) ? path : nearestExisting(dirname(path)));

const traffic = (options: SimulateOptions): { trace: Trace; hangs: readonly Hang[] } => {
  if (options.trace === undefined) return defaultDay(options);
  const whole = parseTrace(readText(options.trace, '--trace'), options.trace);
  const fromMs = options.from ?? whole.startMs;
  const hours = options.hours ?? (whole.startMs + whole.requests.length * 60_000 - fromMs) / 3_600_000;
  return { trace: cutTrace(whole, fromMs, hours), hangs: [] };
};

const readText = (file: string, option: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const why =
      code === 'ENOENT'
        ? 'there is no such file'
        : code === 'EISDIR'
          ? 'it is a folder'
          : `it cannot be read (${code})`;
    throw new UsageError(`${option}: found ${JSON.stringify(file)}, but ${why}; a readable file is needed`, { cause });
  }
};

const nextCommands = (options: SimulateOptions, tier: Tier): string[] => [
  'next:',
  `  open ${options.out}/report.html in a browser`,
  '  npm start -- --trace FILE.csv --from 2026-01-05T00:00:00Z --hours 24     replay recorded traffic',
  `  npm start -- --seed ${options.seed + 1}     another day; or change tiers.${tier.id} in ${options.blueprint} and run it again`,
];
