/** A value that holds from one place of the axis to another. */
export interface Step {
  readonly from: number;
  readonly to: number;
  readonly y: number;
}

/** Path of a line that stays at each value while it holds, as counts of minutes and sizes do. */
export const stepLine = (steps: readonly Step[]): string => {
  const parts: string[] = [];
  for (const [index, { from, to, y }] of steps.entries()) {
    const next = steps[index + 1];
    if (index === 0) parts.push(`M${tenths(from)} ${tenths(y)}`);
    else if (steps[index - 1]?.y !== y) parts.push(`V${tenths(y)}`);
    if (next?.y !== y) parts.push(`H${tenths(to)}`);
  }
  return parts.join('');
};

/** Path of the areas between such a line and a foot, one for each run of steps that are off it. */
export const stepAreas = (steps: readonly Step[], foot: number): string => {
  const runs: Step[][] = [];
  for (const [index, step] of steps.entries()) {
    if (step.y === foot) continue;
    const before = steps[index - 1];
    if (before === undefined || before.y === foot) runs.push([]);
    runs.at(-1)?.push(step);
  }
  return runs.map((run) => `${stepLine(run)}V${tenths(foot)}H${tenths(run[0]?.from ?? 0)}Z`).join('');
};

const tenths = (value: number): string => String(Math.round(value * 10) / 10);
