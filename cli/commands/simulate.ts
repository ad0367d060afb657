import { resolve } from 'node:path';
import type { Blueprint, Tier } from '../../core/blueprint/model.ts';
import type { Fault } from '../../local/faults/create-faults.ts';
import { assemblyOf } from '../assembly/assembly-cache.ts';
import { DEFAULT_BLUEPRINT, readBlueprint } from '../blueprint/read-blueprint.ts';
import { parseFaults } from '../faults/parse-faults.ts';
import type { Host } from '../host.ts';
import { projectNpm, projectRubato } from '../project-file.ts';
import { readText } from '../read-text.ts';
import { checkFolder } from '../report/check-folder.ts';
import { duration, hoursAndMinutes } from '../report/format.ts';
import { terminalReport } from '../report/terminal-report.ts';
import { writeReport } from '../report/write-report.ts';
import { shellWord } from '../shell-word.ts';
import { defaultDay } from '../simulation/default-day.ts';
import { checkLoad } from '../simulation/publish-load.ts';
import { servedPerInstancePerMinute } from '../simulation/rehearsal.ts';
import { type Hang, simulateRun } from '../simulation/simulate-run.ts';
import { timeZoneOf } from '../simulation/time-zone-of.ts';
import { takeTrace } from '../trace/cut-trace.ts';
import { noteTrace } from '../trace/note-trace.ts';
import { parseTrace } from '../trace/parse-trace.ts';
import type { Trace } from '../trace/trace.ts';
import { UsageError } from '../usage-error.ts';

/** Where the report goes unless somebody says otherwise. */
export const DEFAULT_OUT = 'out';

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
  const { trace, hangs } = traffic(options, tier, timeZoneOf(blueprint));
  noteTrace(trace, host);
  const faults = readFaults(options, trace);
  checkFolder(options.out);

  host.note(`assembly of ${options.blueprint} ...`);
  const startedAt = performance.now();
  const { folder, isCached } = await assemblyOf(resolve(options.blueprint), host);
  host.note(
    `assembly ${isCached ? 'unchanged, taken from the cache' : `made in ${duration(performance.now() - startedAt)}`}`,
  );

  const begunAt = performance.now();
  const report = await simulateRun(
    { assembly: folder, blueprint, blueprintFile: options.blueprint, tier, trace, hangs, seed: options.seed, faults },
    host,
  );
  const files = writeReport(report, options.out);
  host.done();
  host.note(`${hoursAndMinutes(report.run.hours)} played in ${duration(performance.now() - begunAt)}`);
  if (options.json) host.result([JSON.stringify(report, null, 2)]);
  else {
    host.result([
      ...terminalReport(report, {
        columns: host.columns,
        servedPerInstancePerMinute: { [tier.id]: servedPerInstancePerMinute(tier) },
        decisions: 12,
        folder: options.out,
      }),
      '',
      `written: ${files.join(', ')}`,
      '',
      ...nextCommands(options, tier),
    ]);
  }
  return report.violations.length === 0 ? 0 : 1;
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
  if (tier !== undefined) {
    checkLoad(tier, file);
    return tier;
  }
  if (ids.length === 0) throw new UsageError(`${file}: tiers: found none, a simulation needs one to send traffic to`);
  throw new UsageError(`--tier: found ${JSON.stringify(id)}, ${file} has ${ids.join(', ')}`);
};

const traffic = (options: SimulateOptions, tier: Tier, timeZone: string): { trace: Trace; hangs: readonly Hang[] } => {
  if (options.trace === undefined) return defaultDay(options, tier, timeZone);
  const whole = parseTrace(readText(options.trace, '--trace'), options.trace);
  return { trace: takeTrace(whole, options), hangs: [] };
};

const nextCommands = (options: SimulateOptions, tier: Tier): string[] => {
  const { blueprint, trace, tier: tierId, from, hours, faults, out, seed } = options;
  const npm = projectNpm();
  const part = [
    ...(from === undefined ? [] : [`--from ${new Date(from).toISOString()}`]),
    ...(hours === undefined ? [] : [`--hours ${hours}`]),
  ];
  const start = [
    `${npm} start --`,
    ...(blueprint === DEFAULT_BLUEPRINT ? [] : [`--blueprint ${shellWord(blueprint)}`]),
    ...(tierId === undefined ? [] : [`--tier ${tierId}`]),
  ];
  const again = [
    ...start,
    ...(trace === undefined ? [] : [`--trace ${shellWord(trace)}`]),
    ...part,
    ...(faults === undefined ? [] : [`--faults ${shellWord(faults)}`]),
    ...(out === DEFAULT_OUT ? [] : [`--out ${shellWord(out)}`]),
    `--seed ${seed + 1}`,
  ].join(' ');
  return [
    'next:',
    `  open ${out}/report.html in a browser`,
    trace === undefined
      ? `  ${start.join(' ')} --trace FILE.csv --from 2026-01-05T00:00:00Z --hours 24     replay recorded traffic`
      : `  ${[`${projectRubato()} backtest`, `--trace ${shellWord(trace)}`, ...part].join(' ')}     compare policies on this recording`,
    `  ${again}     ${trace === undefined ? 'another day' : 'the same with other chance'}; or change tiers.${tier.id} in ${blueprint} and run it again`,
  ];
};
