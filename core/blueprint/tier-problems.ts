import { at, describe, entries, type PathProblem, problem, repeats, unknownName } from './content.ts';
import { tiersPerShard } from './expand-blueprint.ts';
import { stepProblems } from './step-problems.ts';
import type { Path } from './yaml-source.ts';

/** What a schema cannot say of tiers. Passes over what has the wrong shape: the schema has told that. */
export function tierProblems(content: unknown): PathProblem[] {
  const tiers = entries(content, ['tiers']);
  return [
    ...tiers.flatMap(({ path }) => [
      ...crossedBounds(content, path),
      ...unknownName(content, [...path, 'healing'], 'healing'),
      ...entries(content, [...path, 'load']).flatMap((load) => loadProblems(content, path, load.path)),
      ...['scaleOut', 'scaleIn'].flatMap((side) => stepProblems(content, [...path, 'policy', side])),
    ]),
    ...repeats(
      tiers.map(({ path }) => ({ path: [...path, 'group'], value: at(content, [...path, 'group']) })),
      'must be in one tier only',
    ),
    ...tooFewShards(content, tiers.length),
  ];
}

function crossedBounds(content: unknown, tier: Path): PathProblem[] {
  const [min, max] = [at(content, [...tier, 'min']), at(content, [...tier, 'max'])];
  if (typeof min !== 'number' || typeof max !== 'number' || min <= max) return [];
  return [problem([...tier, 'max'], `found ${max}, must be at least min, which is ${min}`)];
}

function loadProblems(content: unknown, tier: Path, load: Path): PathProblem[] {
  const problems: PathProblem[] = [];
  const hasServed = [load, tier].some((path) => at(content, [...path, 'servedPerInstancePerMinute']) !== undefined);
  if (!hasServed && entries(content, load).length > 0) {
    problems.push(problem([...load, 'servedPerInstancePerMinute'], 'is missing, must be here or at the tier'));
  }
  const alb = at(content, [...load, 'alb']);
  if (typeof alb !== 'object' || alb === null) return problems;
  const missing = ['targetGroup', 'loadBalancer'].filter((key) => at(alb, [key]) === undefined);
  const group = at(content, [...tier, 'group']);
  const isDemo = at(content, ['demo']) === true && typeof group === 'string' && group.startsWith('rubato-demo-');
  if (missing.length === 0 || (missing.length === 2 && isDemo)) return problems;
  const allowed = isDemo
    ? 'must be there when the other is'
    : "must be there unless demo is true and the group's name begins with rubato-demo-";
  return [...problems, ...missing.map((key) => problem([...load, 'alb', key], `is missing, ${allowed}`))];
}

function tooFewShards(content: unknown, tierCount: number): PathProblem[] {
  const shards = at(content, ['shards']);
  const fewest = Math.ceil(tierCount / tiersPerShard);
  if (typeof shards !== 'number' || shards < 1 || shards >= fewest) return [];
  const why = `a shard reads at most ${tiersPerShard} of the ${tierCount} tiers`;
  return [problem(['shards'], `found ${describe(shards)}, must be at least ${fewest}: ${why}`)];
}
