import type { Blueprint } from '../../core/blueprint/model.ts';
import { parseBlueprint } from '../../core/blueprint/parse-blueprint.ts';
import { assemblyOfText } from '../assembly/assembly-of-text.ts';
import type { Host } from '../host.ts';
import { count, decimal } from '../report/format.ts';
import { markdownTable } from '../report/text-table.ts';
import { askThread } from './ask-thread.ts';
import { BOUNDS } from './bounds.ts';
import type { Section } from './section.ts';

/** How much is played. */
export interface TiersPlayed {
  readonly tiers: number;
  readonly hours: number;
}

/** As many tiers as a shard has. */
const WHOLE_SHARD: TiersPlayed = { tiers: 100, hours: 2 };

/** What the run is given. */
export interface ManyTiers {
  readonly assembly: string;
  readonly blueprint: Blueprint;
  readonly hours: number;
}

/** What the run tells. */
export interface TimedTiers {
  readonly seconds: number;
  readonly calls: number;
  readonly changes: number;
}

/** The whole assembly with so many tiers, each with traffic of its own. */
export const hundredTiers = async (host: Host, { tiers, hours } = WHOLE_SHARD): Promise<Section> => {
  const text = manyTiers(tiers);
  const parsed = parseBlueprint(text, 'many.yaml');
  if (!parsed.isValid) throw new Error(parsed.problems.map((problem) => problem.text).join('\n'));
  const { blueprint } = parsed;
  const assembly = await assemblyOfText(text, host);
  host.progress(0, `${tiers} tiers, ${hours} h`);
  const run: ManyTiers = { assembly, blueprint, hours };
  const { seconds, calls, changes } = await askThread<TimedTiers>(
    new URL('./hundred-tiers-worker.ts', import.meta.url),
    run,
  );
  return {
    title: `${count(tiers)} tiers through the whole assembly`,
    lines: [
      `${count(tiers)} tiers with the default policy and traffic that rises and falls, each at another time of the ${hours} h, in one shard; a day is ${24 / hours} times that.`,
      '',
      ...markdownTable({
        header: ['what', 'figure', 'at most'],
        rows: [
          ['time after synth', `${decimal(seconds)} s`, ''],
          [
            'of a whole day',
            `${decimal((seconds * 24) / hours / 60)} min`,
            `${decimal((BOUNDS.dayOfHundredTiersMinutes * tiers) / 100)} min`,
          ],
          ['changes of size', count(changes), ''],
          ['calls', count(calls), ''],
        ],
      }),
    ],
  };
};

const manyTiers = (tiers: number): string =>
  [
    'installation: many',
    'mode: on',
    'demo: false',
    'tiers:',
    ...Array.from({ length: tiers }, (_, index) => [
      `  tier-${index}:`,
      `    group: group-${index}`,
      '    min: 2',
      '    max: 20',
      '    servedPerInstancePerMinute: 1000',
      '    load:',
      `      - { namespace: Many, metric: Requests, dimensions: { Tier: "${index}" }, counts: total }`,
    ]).flat(),
    '',
  ].join('\n');
