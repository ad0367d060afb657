import { readFileSync } from 'node:fs';
import { Command, Option } from 'commander';
import { benchFacts } from './bench/bench-facts.ts';
import { DEFAULT_BLUEPRINT } from './blueprint/read-blueprint.ts';
import { backtest } from './commands/backtest.ts';
import { BENCH_PARTS, bench } from './commands/bench.ts';
import { conformance } from './commands/conformance.ts';
import { explain } from './commands/explain.ts';
import { local } from './commands/local.ts';
import { DEFAULT_OUT, simulate } from './commands/simulate.ts';
import type { Host } from './host.ts';
import { folderName, hours, instant, moment, natural, positive, share, speed, wholeBetween } from './option-values.ts';
import { projectFile } from './project-file.ts';
import { HELP_HINT } from './usage-error.ts';

const BENCH_PAGE = projectFile('docs/benchmarks.md');
const TRACES = projectFile('../shared/traces');
const VECTORS = projectFile('../shared/vectors');

const ticks = wholeBetween(1, 1_440);
const workers = wholeBetween(1, 64);

/** Every command with its options. What is given in vain, twice or beside what makes it void, is refused. */
export const program = (host: Host, setExitCode: (code: number) => void): Command => {
  const rubato = new Command('rubato')
    .description('Scales web tiers, puts environments to sleep, heals instances; tried here in an embedded cloud.')
    .version(packageVersion(), '--version')
    .exitOverride()
    .showHelpAfterError(HELP_HINT);
  rubato
    .command('simulate')
    .description(
      'run the assembly of a blueprint in the embedded cloud, with the switch on, on a seeded day or on recorded traffic',
    )
    .option('--blueprint <file>', 'the blueprint', DEFAULT_BLUEPRINT)
    .option('--trace <file>', 'recorded traffic: CSV timestamp,requests or the JSON of aws cloudwatch get-metric-data')
    .option('--from <instant>', 'first minute to replay, ISO 8601 (default: the first of the trace)', instant)
    .option('--hours <n>', 'how long (default: 36, or the whole trace)', hours)
    .option('--tier <id>', 'the tier that the traffic goes to (default: the first of the blueprint)')
    .option('--seed <n>', 'seed of everything that is left to chance', natural, 1)
    .option('--faults <file>', 'what goes wrong on purpose, as docs/faults.md has it (default: nothing)')
    .option('--out <folder>', 'where the report goes', folderName, DEFAULT_OUT)
    .option('--json', 'print the report as JSON', false)
    .exitOverride()
    .action((options) => simulate(options, host).then(setExitCode));
  rubato
    .command('backtest')
    .description('run scaling policies over recorded traffic on a laboratory fleet, beside perfect foresight')
    .requiredOption('--trace <file...>', 'recorded traffic, as simulate takes it; several give geometric means')
    .option('--policy <name>', 'a policy, or all', 'all')
    .option('--target <u>', 'target share of an instance, above 0 and at most 1 (default: all that are swept)', share)
    .option('--guard-rails', 'also with the default guard rails, as deployed', false)
    .option('--mean-instances <n>', 'instances that the mean of a trace needs', positive, 20)
    .option('--boot <ticks>', 'ticks from a launch to its first tick served', ticks, 4)
    .option('--drain <ticks>', 'ticks that a drained instance is still billed', ticks, 2)
    .option('--from <instant>', 'first minute to take, ISO 8601 (default: the first of the trace)', instant)
    .option('--hours <n>', 'how long (default: the whole trace)', hours)
    .option(
      '--events <file>',
      'what is known beforehand, with --guard-rails: YAML with `events` as a tier of the blueprint has them',
    )
    .option('--decisions <file>', 'write the size wanted in each tick, as CSV tick,desired')
    .addOption(
      new Option(
        '--compare-assembly',
        'play one policy with its default guard rails through the whole assembly in the embedded cloud, under the same conditions, and list every tick at which it wants another size',
      )
        .default(false)
        .conflicts(['decisions', 'workers', 'instanceHourPrice']),
    )
    .option('--instance-hour-price <n>', 'also print what was billed, in the money this price is in', positive)
    .option('--json', 'print every score as JSON', false)
    .option('--workers <n>', 'threads (default: one for each core)', workers)
    .exitOverride()
    .action((options) => backtest(options, host).then(setExitCode));
  rubato
    .command('explain')
    .description('tell why something was, or was not, done at an instant, from what was recorded')
    .option('--tier <id>', 'the size of this tier')
    .addOption(new Option('--environment <id>', 'or whether this environment was awake').conflicts(['tier', 'heal']))
    .addOption(
      new Option('--heal <id>', 'or what was healed in this tier, or in the tier of this group').conflicts('tier'),
    )
    .requiredOption(
      '--at <instant>',
      'ISO 8601, such as 2026-01-13T16:05:00Z; or 2026-01-13T17:05 by the clock of the zone below',
      moment,
    )
    .option('--from <folder>', 'of a simulation', 'out')
    .addOption(
      new Option(
        '--table <name>',
        'the state table of an installation, read in its place (AWS region and credentials)',
      ).conflicts('from'),
    )
    .option(
      '--blueprint <file>',
      `whose time zone stands beside UTC (default: the simulation's; with --table ${DEFAULT_BLUEPRINT})`,
    )
    .option('--json', 'print the record as JSON', false)
    .exitOverride()
    .action((options) => explain(options, host));
  rubato
    .command('bench')
    .description(
      `measure policies, decisions and the whole assembly, and write ${BENCH_PAGE}; recordings are read from RUBATO_TRACES (default ${TRACES})`,
    )
    .addOption(new Option('--only <part>', 'print one part and write nothing').choices(BENCH_PARTS))
    .exitOverride()
    .action(({ only }) =>
      bench(
        {
          only,
          traces: process.env['RUBATO_TRACES'] || TRACES,
          page: BENCH_PAGE,
          facts: benchFacts(new Date(), BENCH_PAGE),
        },
        host,
      ),
    );
  rubato
    .command('local')
    .description('serve the embedded cloud on 127.0.0.1, for the AWS CLI, the CDK CLI and the SDKs; Ctrl-C ends it')
    .option('--port <n>', 'where it listens; 0: any free port', wholeBetween(0, 65_535), 4566)
    .option('--speed <n>', 'virtual seconds in a second', speed, 1)
    .option('--blueprint <file>', 'the blueprint whose assembly is deployed', DEFAULT_BLUEPRINT)
    .addOption(new Option('--empty', 'deploy nothing').default(false).conflicts(['blueprint', 'requests']))
    .option('--requests <n>', 'steady requests a minute to the first tier (default: 1300)', natural)
    .option('--seed <n>', 'seed of everything that is left to chance', natural, 1)
    .exitOverride()
    .action((options) => local(options, host));
  rubato
    .command('conformance')
    .description('replay what AWS answered against the embedded cloud and count what agrees')
    .option(
      '--vectors <place>',
      `a folder of recordings, or one file (default: RUBATO_VECTORS, or ${VECTORS})`,
      process.env['RUBATO_VECTORS'] || VECTORS,
    )
    .option('--operations <n>', 'random calls to compare DynamoDB with dynalite by; 0 for none', natural, 10_000)
    .option('--seed <n>', 'seed of the random calls (default: 1)', natural)
    .addOption(
      new Option('--rates', 'measure the rates of the engines instead, with what else there is beside them')
        .default(false)
        .conflicts(['vectors', 'operations', 'seed']),
    )
    .option('--json', 'print the results as JSON', false)
    .exitOverride()
    .action((options) => conformance(options, host).then(setExitCode));
  for (const command of rubato.commands) refuseRepeats(command);
  return rubato;
};

/** Of an option that is there twice the last value would count, and nobody would hear of the first. */
const refuseRepeats = (command: Command): void => {
  const seen = new Set<string>();
  for (const option of command.options.filter(({ variadic }) => !variadic)) {
    command.on(`option:${option.name()}`, () => {
      if (seen.has(option.name())) command.error(`error: option '${option.flags}' is given twice, must be there once`);
      seen.add(option.name());
    });
  }
};

const packageVersion = (): string => {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { readonly version: string }).version;
};
