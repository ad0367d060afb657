import { CommanderError } from 'commander';
import { processHost } from './host.ts';
import { program } from './program.ts';
import { fileSystemSentence } from './report/why-not.ts';
import { UsageError } from './usage-error.ts';

/** Exit codes: 0 done, 1 something failed or an invariant broke, 2 what was asked cannot be. */
const FAILED = 1;
const MISUSED = 2;

export const main = async (argv: readonly string[]): Promise<void> => {
  const host = processHost(process.stdout, process.stderr);
  try {
    await program(host, (code) => {
      process.exitCode = code;
    }).parseAsync([...argv]);
  } catch (error) {
    host.done();
    process.exitCode = report(error);
  }
};

const report = (error: unknown): number => {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : MISUSED; // commander has said it
  const sentence = error instanceof UsageError ? error.message : fileSystemSentence(error);
  if (sentence !== null) {
    process.stderr.write(`${sentence}\n`);
    return MISUSED;
  }
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  return FAILED;
};
