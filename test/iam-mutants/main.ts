import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { assemblyOf } from '../../cli/assembly/assembly-cache.ts';
import type { Template } from '../../local/assembly/template.ts';
import { type Mutant, type Report, runMutants } from './run-mutants.ts';

/** `npm run iam:mutants [-- --json]`: exit code 1 when somebody may more than a scenario needs. */
const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } });

const describeMutant = ({ killedBy, role, place, kind, what, actions }: Mutant): string => {
  const cut = kind === 'statement' ? actions.join(', ') : what;
  const end = killedBy === undefined ? 'NOBODY NOTICED' : `${killedBy.scenario}: ${killedBy.sentence}`;
  return `${role ?? place}: without ${cut}\n    ${end}`;
};

const summarize = ({ mutants, unused }: Report): string => {
  const kinds = Object.entries(Object.groupBy(mutants, ({ kind }) => kind));
  const counts = kinds.map(
    ([kind, of = []]) => `${kind} ${of.filter(({ killedBy }) => killedBy !== undefined).length}/${of.length}`,
  );
  const left = [
    ...mutants.filter(({ killedBy }) => killedBy === undefined).map(describeMutant),
    ...unused.map(({ place, action }) => `${place}: ${action} is allowed and never used`),
  ];
  return [`Noticed: ${counts.join(', ')}.`, `Left over: ${left.length}.`, ...left].join('\n');
};

const { folder } = await assemblyOf(resolve('rubato.yaml'), {
  note: (text) => process.stderr.write(`${text}\n`),
  onInterrupt: () => () => undefined,
});
const template = JSON.parse(readFileSync(join(folder, 'Rubato.template.json'), 'utf8')) as Template;
const startedMs = performance.now();
const report = await runMutants(template, (mutant) => process.stderr.write(`${describeMutant(mutant)}\n`));
process.stderr.write(`${Math.round((performance.now() - startedMs) / 1000)} s\n`);
process.stdout.write(`${values.json ? JSON.stringify(report, null, 2) : summarize(report)}\n`);
if (report.unused.length > 0 || report.mutants.some(({ killedBy }) => killedBy === undefined)) process.exitCode = 1;
