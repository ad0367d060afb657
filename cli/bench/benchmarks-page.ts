import type { Section } from './section.ts';

/** When and of what the benchmarks are. */
export interface BenchFacts {
  /** YYYY-MM-DD */
  readonly date: string;
  readonly commit: string;
  /** Such as "Node 24.21.0, 2 cores". */
  readonly machine: string;
}

/** docs/benchmarks.md */
export const benchmarksPage = (sections: readonly Section[], { date, commit, machine }: BenchFacts): string =>
  [
    '# Benchmarks',
    '',
    `Printed by \`npm run bench\` on ${date}, commit ${commit}, ${machine}. \`RUBATO_TRACES\` names the folder of the recordings, which are public and`,
    'not part of the project; `npm run bench -- --only PART` runs one part. The rules of the plant, of the scores and of the peers are in',
    '[scaling.md](scaling.md).',
    '',
    ...sections.flatMap(({ title, lines }) => [`## ${title}`, '', ...lines, '']),
    '## What this does not show',
    '',
    ...LIMITS,
    '',
  ].join('\n');

const LIMITS = [
  '- The peers are emulations on a plant, and they see load counts, which never saturate as CPU does: that is in their favour. The model',
  "  of the vendor's predictive scaling is unpublished; what stands here is a guess at it. Kubernetes asks every 15 seconds, the emulation each minute.",
  '- On the plant a launch takes equally long every time and never fails, capacity is linear in instances, and what is not served is lost at once: no queues, no',
  '  retries, no slow starts. The embedded cloud has them; its day is one day of one site.',
  '- The recordings are from 1995 to 2018; two of them are nearly noise at this scale, so the means also stand without them. Hindsight is nothing that anybody can have.',
  '- Recordings of longer periods (nab_elb, nyc_taxi) are brought to minutes by straight lines, which tell more of the next minutes than a service does that is',
  '  counted each minute. adaptive reckons with them (docs/decisions/0010 has what that is worth); the means without nasa_jul95 and nab_elb hardly depend on it.',
  '- The speed of decisions leaves out the network and the table: in AWS those are most of the time. Times are of one run on a machine that may have had other work.',
];
