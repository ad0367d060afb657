import { execFile } from 'node:child_process';
import { copyFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { loadAssembly } from '../../local/assembly/load-assembly.ts';
import { assemblyOf } from '../assembly/assembly-cache.ts';
import { DEFAULT_BLUEPRINT } from '../blueprint/read-blueprint.ts';
import type { Host } from '../host.ts';
import { inTemporaryFolder } from '../in-temporary-folder.ts';
import { count, decimal } from '../report/format.ts';
import { markdownTable } from '../report/text-table.ts';
import { BOUNDS } from './bounds.ts';
import { leastAndMedian, leastAndMedianSeconds } from './least-and-median.ts';
import { secondStart } from './second-start.ts';
import type { Section } from './section.ts';

/** How often each is measured, in a fresh process. The fastest counts: what else the machine does only ever adds. */
const RUNS = { imports: 5, starts: 3 };

/** Prints the milliseconds that a fresh process takes for the module that it is given. */
const IMPORT = `const begin = performance.now(); require(process.argv[1]); console.log(performance.now() - begin);`;

/** What the functions of the example weigh, and how long a new execution environment takes to import each. */
export const bundles = async (host: Host, { imports, starts: startRuns } = RUNS): Promise<Section> => {
  const { folder } = await assemblyOf(resolve(DEFAULT_BLUEPRINT), host);
  const functions = deployedFunctions(folder);
  const rows: string[][] = [];
  for (const { name, path, variables } of functions) {
    host.progress(rows.length / functions.length, name);
    const { sizeKb, importMs } = BOUNDS.bundle;
    const size = count(statSync(path).size / 1000);
    const { least, median } = leastAndMedian(await importTimes(path, { variables, runs: imports }, host));
    rows.push([name, size, count(sizeKb), `${decimal(least)} ms`, `${decimal(median)} ms`, `${importMs} ms`]);
  }
  const starts: number[] = [];
  for (let run = 1; run <= startRuns; run++) {
    host.progress(1, `npm start, ${run} of ${startRuns}`);
    starts.push(await secondStart(host));
  }
  return {
    title: 'The functions that are deployed',
    lines: [
      `Bundled and minified, as they are uploaded; the time to import one is the least of ${imports} fresh processes on this machine.`,
      '',
      ...markdownTable({ header: ['function', 'KB', 'at most', 'import', 'median', 'at most'], rows }),
      '',
      `A second \`npm start\` tells its first progress after ${leastAndMedianSeconds(starts)} (least of ${startRuns}; at most ${BOUNDS.secondStartSeconds} s).`,
    ],
  };
};

interface DeployedFunction {
  readonly name: string;
  readonly path: string;
  /** Names of its environment variables. */
  readonly variables: readonly string[];
}

const deployedFunctions = (folder: string): readonly DeployedFunction[] => {
  const { stacks, assetPath } = loadAssembly(folder);
  return stacks
    .flatMap(({ template }) => Object.values(template.Resources ?? {}))
    .filter(({ Type }) => Type === 'AWS::Lambda::Function')
    .map(({ Properties }) => {
      const { FunctionName, Code, Environment } = Properties as unknown as FunctionProperties;
      const path = join(assetPath(Code.S3Key), 'index.js');
      return { name: FunctionName, path, variables: Object.keys(Environment?.Variables ?? {}) };
    });
};

interface FunctionProperties {
  readonly FunctionName: string;
  readonly Code: { readonly S3Key: string };
  readonly Environment?: { readonly Variables?: Readonly<Record<string, unknown>> };
}

/** As a file .cjs: below this folder a file .js is taken for a module of ES, which in Lambda it is not. */
const importTimes = (
  path: string,
  { variables, runs }: { readonly variables: readonly string[]; readonly runs: number },
  host: Host,
): Promise<readonly number[]> =>
  inTemporaryFolder(join(tmpdir(), 'rubato-import-'), host, async (folder) => {
    const alone = join(folder, 'index.cjs');
    copyFileSync(path, alone);
    // Their values are read at the first event.
    const env = { ...Object.fromEntries(variables.map((name) => [name, '{}'])), LAMBDA_TASK_ROOT: dirname(path) };
    const times: number[] = [];
    for (let run = 1; run <= runs; run++) times.push(await timeImport(alone, { AWS_REGION: 'eu-west-1', ...env }));
    return times;
  });

/** @throws `Error` with what the process said when the module cannot be imported */
const timeImport = async (path: string, env: Readonly<Record<string, string>>): Promise<number> =>
  Number((await promisify(execFile)(process.execPath, ['-e', IMPORT, path], { env })).stdout);
