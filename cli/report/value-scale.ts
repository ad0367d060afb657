/** An axis for values: where each lies on it, 0 at its foot and 1 at its top, and the values that are written beside it. */
export interface ValueScale {
  readonly ticks: readonly number[];
  share(value: number): number;
}

/** From 0 to a round number; its middle is whole as well. */
export const linearScale = (values: readonly number[]): ValueScale => {
  const top = roundAbove(most(values), [2, 4, 6, 8, 10, 20, 30, 40, 50, 60, 80, 100]);
  return { ticks: [0, top / 2, top], share: (value) => value / top };
};

/** For what is small most of the time and large at worst: each power of ten takes as much room. What is under the foot lies on it. */
export const logarithmicScale = (values: readonly number[]): ValueScale => {
  const least = values.reduce((min, value) => (value > 0 && value < min ? value : min), Number.POSITIVE_INFINITY);
  const foot = 10 ** Math.floor(Math.log10(Number.isFinite(least) ? least : 1));
  const top = roundAbove(Math.max(most(values), 10 * foot), [1, 2, 5, 10]);
  const tens = Array.from({ length: Math.floor(Math.log10(top / foot) + 1e-9) + 1 }, (_, power) => foot * 10 ** power);
  const height = Math.log(top / foot);
  return {
    ticks: tens.length > 2 ? tens : tens.flatMap((ten) => [ten, 2 * ten, 5 * ten]).filter((tick) => tick <= top),
    share: (value) => Math.log(Math.max(value, foot) / foot) / height,
  };
};

/** The least of these numbers, times a power of ten from 1 on, that a value does not exceed. */
const roundAbove = (value: number, numbers: readonly number[]): number => {
  for (let power = 1; ; power *= 10) {
    const found = numbers.find((number) => number * power >= value);
    if (found !== undefined) return found * power;
  }
};

/** A loop, for a year has more minutes than a call takes arguments. */
const most = (values: readonly number[]): number => values.reduce((max, value) => Math.max(max, value), 0);
