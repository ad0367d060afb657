import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { bench } from './commands/bench.ts';
import { simulate } from './commands/simulate.ts';
import { processHost } from './host.ts';
import { UsageError } from './usage-error.ts';

/** Exit codes: 0 done, 1 something failed or an invariant broke, 2 what was asked cannot be. */
const FAILED = 1;
const MISUSED = 2;

export const main = async (argv: readonly string[]): Promise<void> => {
  const host = processHost(process.stdout, process.stderr);
  try {
    await program(host).parseAsync([...argv]);
  } catch (error) {
    host.done();
    process.exitCode = report(error);
  }
};

const program = (host: ReturnType<typeof processHost>): Command => {
  const rubato = new Command('rubato')
    .description('Scales web tiers, puts environments to sleep, heals instances; tried here in an embedded cloud.')
    .exitOverride()
    .showHelpAfterError('(--help lists what is allowed)');
  rubato
    .command('simulate')
    .description(
      'run the assembly of a blueprint in the embedded cloud, with the switch on, on a seeded day or on recorded traffic',
    )
    .option('--blueprint <file>', 'the blueprint', 'rubato.yaml')
    .option('--trace <file>', 'recorded traffic: CSV timestamp,requests or the JSON of aws cloudwatch get-metric-data')
    .option('--from <instant>', 'first minute to replay, ISO 8601 (default: the first of the trace)', instant)
    .option('--hours <n>', 'how long (default: 36, or the whole trace)', positive)
    .option('--tier <id>', 'the tier that the traffic goes to (default: the first of the blueprint)')
    .option('--seed <n>', 'seed of everything that is left to chance', natural, 1)
    .option('--faults <file>', 'what goes wrong on purpose, as docs/faults.md has it (default: nothing)')
    .option('--out <folder>', 'where the report goes', 'out')
    .option('--json', 'print the report as JSON', false)
    .exitOverride()
    .action((options) =>
      simulate(options, host).then((code) => {
        process.exitCode = code;
      }),
    );
  rubato
    .command('bench')
    .description(
      'measure the opening day of recorded traffic (RUBATO_TRACES, default ../shared/traces) through the whole assembly',
    )
    .exitOverride()
    .action(() => bench(process.env['RUBATO_TRACES'] ?? '../shared/traces', host));
  return rubato;
};

const report = (error: unknown): number => {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : MISUSED; // commander has said it
  if (error instanceof UsageError) {
    process.stderr.write(`${error.message}\n`);
    return MISUSED;
  }
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  return FAILED;
};

const instant = (text: string): number => {
  const ms = /^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:\d\d)$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(ms) || ms % 60_000 !== 0) {
    throw new InvalidArgumentError(`found ${text}, must be the start of a minute such as 2026-01-05T00:00:00Z.`);
  }
  return ms;
};

const positive = (text: string): number => {
  const value = Number(text);
  if (!Number.isFinite(value) || value <= 0 || !Number.isInteger(value * 60)) {
    throw new InvalidArgumentError(`found ${text}, must be more than 0 and a whole number of minutes.`);
  }
  return value;
};

const natural = (text: string): number => {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0)
    throw new InvalidArgumentError(`found ${text}, must be a whole number of at least 0.`);
  return value;
};
