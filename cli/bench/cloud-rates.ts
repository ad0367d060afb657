import { compareOperations } from '../conformance/dynamodb/compare-operations.ts';
import type { Host } from '../host.ts';
import { count } from '../report/format.ts';
import { measureEmbeddedCloud } from './measure-embedded-cloud.ts';
import type { Rate } from './rate.ts';
import type { Section } from './section.ts';

const OPERATIONS = 10_000;
const SEED = 1;

/** What the engines of the embedded cloud do in a second, and how its DynamoDB stands beside dynalite. */
export const cloudRates = async (host: Host): Promise<Section> => {
  const rates = await measureEmbeddedCloud();
  host.note('dynalite ...');
  const { operations, unexplained } = await compareOperations(OPERATIONS, SEED);
  return {
    title: 'The engines of the embedded cloud',
    lines: [
      'All in one run of one process, one after the other. Executions have their whole history recorded, but for aws-local-stepfunctions, which keeps',
      'none and knows JSONPath alone; all rules look at the one source of the events; writes are parsed, validated and conditional.',
      '',
      '| what | a second | a second of processor time | at least |',
      '|---|--:|--:|--:|',
      ...rates.map(row),
      '',
      `${count(operations)} random calls of DynamoDB gave the same answers as dynalite, but for ${count(unexplained.length)} without an explanation (\`npm run conformance\`).`,
    ],
  };
};

const row = ({ name, perSecond, perCpuSecond, atLeast }: Rate): string =>
  `| ${name} | ${count(perSecond)} | ${count(perCpuSecond)} | ${atLeast === undefined ? '' : count(atLeast)} |`;
