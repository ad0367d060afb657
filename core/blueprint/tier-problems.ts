import { at, describe, entries, missing, type PathProblem, problem, repeats, sizeAt, unknownName } from './content.ts';
import { eventProblems } from './event-problems.ts';
import { tiersPerShard } from './expand-blueprint.ts';
import { SHARDS_PER_STACK, shardsBeside, TIERS_PER_STACK } from './room-in-stack.ts';
import { stepProblems } from './step-problems.ts';
import type { Path } from './yaml-source.ts';

/** What a schema cannot say of tiers. Passes over what has the wrong shape: the schema has told that. */
export function tierProblems(content: unknown): PathProblem[] {
  const tiers = entries(content, ['tiers']);
  return [
    ...tiers.flatMap(({ path }) => [
      ...crossedBounds(content, path),
      ...unknownName(content, [...path, 'healing'], 'healing'),
      ...entries(content, [...path, 'load']).flatMap((load) => [
        ...missingCapacity(content, path, load.path),
        ...unnamedLoadBalancer(content, path, load.path),
      ]),
      ...swallowedSteps(content, path),
      ...eventProblems(content, path),
      ...['policy', 'shadow'].flatMap((key) => policyProblems(content, [...path, key])),
    ]),
    ...repeats(
      tiers.map(({ path }) => ({ path: [...path, 'group'], value: at(content, [...path, 'group']) })),
      'must be in one tier only',
    ),
    ...tooManyTiers(tiers.length),
    ...tooManyShards(content, tiers.length),
    ...tooFewShards(content, tiers.length),
  ];
}

function policyProblems(content: unknown, policy: Path): PathProblem[] {
  // Steps stand at the policy, or at the one that a scheduled floor lies under.
  const sides = [policy, [...policy, 'policy']].flatMap((path) => [
    [...path, 'scaleOut'],
    [...path, 'scaleIn'],
  ]);
  return [
    ...sides.flatMap((side) => stepProblems(content, side)),
    ...entries(content, [...policy, 'floors']).flatMap((floor) =>
      unknownName(content, [...floor.path, 'schedule'], 'schedules'),
    ),
    ...entries(content, [...policy, 'floors']).flatMap((floor) =>
      floorOverMax(content, policy.slice(0, -1), floor.path),
    ),
  ];
}

function floorOverMax(content: unknown, tier: Path, floor: Path): PathProblem[] {
  const [size, max] = [sizeAt(content, [...floor, 'size']), sizeAt(content, [...tier, 'max'])];
  if (size === undefined || max === undefined || size <= max) return [];
  return [problem([...floor, 'size'], `found ${size}, must be at most max, which is ${max}`)];
}

/** What a policy asks for step by step, however much is needed, would be swallowed step by step. */
const NEEDS_NO_TOLERANCE: Readonly<Record<string, string>> = {
  step: 'its thresholds say what is worth a step',
  hpa: 'it has a tolerance on each side',
};

function swallowedSteps(content: unknown, tier: Path): PathProblem[] {
  const path = [...tier, 'guardRails', 'tolerance'];
  const share = at(content, path);
  if (typeof share !== 'number' || share <= 0) return [];
  const types = [['type'], ['policy', 'type']].map((key) => at(content, [...tier, 'policy', ...key]));
  const type = types.find((each) => typeof each === 'string' && each in NEEDS_NO_TOLERANCE) as string | undefined;
  if (type === undefined) return [];
  return [problem(path, `found ${share}, must be 0 with policy ${type}: ${NEEDS_NO_TOLERANCE[type]}`)];
}

function crossedBounds(content: unknown, tier: Path): PathProblem[] {
  const [min, max] = [sizeAt(content, [...tier, 'min']), sizeAt(content, [...tier, 'max'])];
  if (min === undefined || max === undefined || min <= max) return [];
  return [problem([...tier, 'max'], `found ${max}, must be at least min, which is ${min}`)];
}

function missingCapacity(content: unknown, tier: Path, load: Path): PathProblem[] {
  const isThere = [load, tier].some((path) => at(content, [...path, 'servedPerInstancePerMinute']) !== undefined);
  if (isThere || entries(content, load).length === 0) return [];
  return [missing([...load, 'servedPerInstancePerMinute'], 'must be here or at the tier')];
}

/** Only the demo's own load balancer may go unnamed: any other is a guess about what the team meant. */
function unnamedLoadBalancer(content: unknown, tier: Path, load: Path): PathProblem[] {
  const alb = at(content, [...load, 'alb']);
  if (typeof alb !== 'object' || alb === null) return [];
  const unnamed = ['targetGroup', 'loadBalancer'].filter((key) => at(alb, [key]) === undefined);
  const isDemo = isOfDemo(content, tier);
  if (unnamed.length === 2 && isDemo) return [];
  const allowed = isDemo
    ? 'must be there when the other is'
    : "must be there unless demo is true and the group's name begins with rubato-demo-";
  return unnamed.map((key) => missing([...load, 'alb', key], allowed));
}

function isOfDemo(content: unknown, tier: Path): boolean {
  const group = at(content, [...tier, 'group']);
  return at(content, ['demo']) === true && typeof group === 'string' && group.startsWith('rubato-demo-');
}

function tooManyTiers(tierCount: number): PathProblem[] {
  if (tierCount <= TIERS_PER_STACK) return [];
  const why = 'a CloudFormation stack holds 500 resources';
  return [problem(['tiers'], `found ${tierCount} tiers, must be at most ${TIERS_PER_STACK}: ${why}`)];
}

function tooManyShards(content: unknown, tierCount: number): PathProblem[] {
  const shards = at(content, ['shards']);
  const most = shardsBeside(tierCount);
  if (typeof shards !== 'number' || shards <= most || shards > SHARDS_PER_STACK || tierCount > TIERS_PER_STACK)
    return [];
  const why = `beside ${tierCount} tiers a CloudFormation stack of 500 resources has room for no more`;
  return [problem(['shards'], `found ${describe(shards)}, must be at most ${most}: ${why}`)];
}

function tooFewShards(content: unknown, tierCount: number): PathProblem[] {
  const shards = at(content, ['shards']);
  const fewest = Math.ceil(tierCount / tiersPerShard);
  if (typeof shards !== 'number' || shards < 1 || shards >= fewest) return [];
  const why = `a shard reads at most ${tiersPerShard} of the ${tierCount} tiers`;
  return [problem(['shards'], `found ${describe(shards)}, must be at least ${fewest}: ${why}`)];
}
