// Adds up what the runners report of themselves: node .ci/count-results.mjs FOLDER FAILED_STEPS
// FOLDER has NAME.json of each runner below, and NAME.failed when it ended with another code than 0.
// The last line is "N passed, N failed, N skipped"; the exit code is 1 when something failed.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const [folder, failedSteps] = process.argv.slice(2);

const tell = (line) => process.stdout.write(`${line}\n`);

const vitest = ({ numPassedTests, numFailedTests, numPendingTests, numTodoTests }) => ({
  passed: numPassedTests,
  failed: numFailedTests,
  skipped: numPendingTests + numTodoTests,
});

const verdicts = (all) => ({
  passed: all.filter((isGood) => isGood).length,
  failed: all.filter((isGood) => !isGood).length,
  skipped: 0,
});

// A demand on recordings, such as 97 % of a file, counts as one.
const conformance = ({ vectors, dynamodb }) =>
  verdicts([...vectors.flatMap(({ demands }) => demands.map(({ isMet }) => isMet)), dynamodb.unexplained.length === 0]);

const mutants = ({ mutants, unused }) =>
  verdicts([...mutants.map(({ killedBy }) => killedBy !== undefined), ...unused.map(() => false)]);

const RUNNERS = { tests: vitest, faults: vitest, conformance, mutants };

/** A runner that ended badly has failed at least once, whatever its report says or whether there is one. */
const resultOf = (name) => {
  const result = read(name);
  const isBad = result === undefined || existsSync(join(folder, `${name}.failed`));
  return { passed: 0, skipped: 0, ...result, failed: Math.max(result?.failed ?? 0, isBad ? 1 : 0) };
};

const read = (name) => {
  try {
    return RUNNERS[name](JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')));
  } catch (error) {
    tell(`${name}: no report: ${error.message}`);
    return undefined;
  }
};

const told = ({ passed, failed, skipped }) => `${passed} passed, ${failed} failed, ${skipped} skipped`;

const total = { passed: 0, failed: Number(failedSteps), skipped: 0 };
for (const name of Object.keys(RUNNERS)) {
  const result = resultOf(name);
  tell(`${name}: ${told(result)}`);
  for (const key of Object.keys(total)) total[key] += result[key];
}
tell(`steps: ${failedSteps} failed`);
tell(told(total));
if (total.failed > 0) process.exitCode = 1;
