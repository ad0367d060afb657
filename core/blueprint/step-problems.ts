import { at, describe, entries, type PathProblem, problem } from './content.ts';
import type { Path } from './yaml-source.ts';

interface Bounds {
  readonly path: Path;
  readonly from: number;
  readonly to: number;
}

/**
 * The steps of one side must cover everything from the threshold outwards, without overlap and gap, as AWS demands:
 * https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_StepAdjustment.html. Only outwards: a step on the far side
 * of the threshold would never run, for the alarm is not in ALARM there.
 */
export function stepProblems(content: unknown, side: Path): PathProblem[] {
  const isScaleOut = side.at(-1) === 'scaleOut';
  const steps = entries(content, [...side, 'steps']).map(({ path }) => boundsOf(content, path));
  const changes = entries(content, [...side, 'steps']).flatMap(({ path }) => changeProblems(content, side, path));
  if (!steps.every((step) => step !== null)) return changes;
  const outwards = steps.toSorted((a, b) => (isScaleOut ? a.from - b.from : b.to - a.to));
  // The first step that is not where it must be moves all that follow.
  const [misplaced] = [
    ...steps.flatMap(reversedProblems),
    ...outwards.flatMap((step, index) => edgeProblems(step, outwards[index - 1], isScaleOut)),
    ...endProblems(outwards.at(-1), isScaleOut),
  ];
  return misplaced === undefined ? changes : [...changes, misplaced];
}

function boundsOf(content: unknown, path: Path): Bounds | null {
  const [from, to] = [at(content, [...path, 'from']), at(content, [...path, 'to'])];
  if ((typeof from !== 'number' && from !== null) || (typeof to !== 'number' && to !== null)) return null;
  return { path, from: from ?? -Infinity, to: to ?? Infinity };
}

function reversedProblems({ path, from, to }: Bounds): PathProblem[] {
  if (from < to) return [];
  return [problem([...path, 'to'], `found ${boundText(to)}, must be above from, which is ${boundText(from)}`)];
}

function edgeProblems({ path, from, to }: Bounds, before: Bounds | undefined, isScaleOut: boolean): PathProblem[] {
  const [inner, key] = isScaleOut ? ([from, 'from'] as const) : ([to, 'to'] as const);
  const expected = before === undefined ? 0 : isScaleOut ? before.to : before.from;
  if (inner === expected) return [];
  const why = before === undefined ? 'where the threshold is' : 'where the step before it ends';
  return [problem([...path, key], `found ${boundText(inner)}, must be ${boundText(expected)}, ${why}`)];
}

function endProblems(last: Bounds | undefined, isScaleOut: boolean): PathProblem[] {
  if (last === undefined) return [];
  const outer = isScaleOut ? last.to : last.from;
  if (!Number.isFinite(outer)) return [];
  return [problem([...last.path, isScaleOut ? 'to' : 'from'], `found ${outer}, must be null in the outermost step`)];
}

function changeProblems(content: unknown, side: Path, step: Path): PathProblem[] {
  const change = at(content, [...step, 'change']);
  if (typeof change !== 'number') return [];
  const isExact = at(content, [...side, 'adjustment']) === 'ExactCapacity';
  const isScaleOut = side.at(-1) === 'scaleOut';
  if (isExact ? change >= 0 : isScaleOut ? change > 0 : change < 0) return [];
  const allowed = isExact ? 'at least 0' : isScaleOut ? 'above 0 to scale out' : 'below 0 to scale in';
  return [problem([...step, 'change'], `found ${describe(change)}, must be ${allowed}`)];
}

const boundText = (bound: number): string => (Number.isFinite(bound) ? String(bound) : 'null');
