/** A linear model that learns as it goes: weights, then the lower triangle of their covariance, in one stretch of numbers. */
export interface LinearModel {
  readonly values: Float64Array;
  readonly offset: number;
  /** Number of weights. */
  readonly size: number;
}

export interface LearningRate {
  /** What a sample counts for after the next one, just under 1. */
  readonly memory: number;
  /** No weight is ever more uncertain than this, so years of a feature that stays 0 do no harm. */
  readonly varianceMax: number;
}

/** Numbers that a model of so many weights takes. */
export function linearModelLength(size: number): number {
  return size + (size * (size + 1)) / 2;
}

/** Begin with these weights, each of them known to within `variance`. */
export function startLinearModel({ values, offset, size }: LinearModel, weights: readonly number[], variance: number) {
  for (let row = 0; row < size; row += 1) {
    values[offset + row] = weights[row] ?? 0;
    values[offset + size + cell(row, row)] = variance;
  }
}

export function predict({ values, offset, size }: LinearModel, features: readonly number[]): number {
  let sum = 0;
  for (let row = 0; row < size; row += 1) sum += (values[offset + row] ?? 0) * (features[row] ?? 0);
  return sum;
}

/**
 * Take one sample in: recursive least squares with exponential forgetting (Haykin, Adaptive Filter Theory, ch. 10), which
 * has no step size to tune and is as good from the first hour on as a fit over all samples.
 *
 * @param precision of the sample: 1 / variance of its noise
 */
export function learnSample(
  model: LinearModel,
  features: readonly number[],
  sample: { readonly target: number; readonly precision: number },
  { memory, varianceMax }: LearningRate,
): void {
  const { values, offset, size } = model;
  const gain = gainOf(model, features);
  let spread = memory / sample.precision;
  for (let row = 0; row < size; row += 1) spread += (gain[row] ?? 0) * (features[row] ?? 0);
  const step = (sample.target - predict(model, features)) / spread;
  let at = offset + size;
  for (let row = 0; row < size; row += 1) {
    const weight = offset + row;
    const own = gain[row] ?? 0;
    values[weight] = (values[weight] ?? 0) + own * step;
    const share = own / spread;
    for (let column = 0; column <= row; column += 1) {
      values[at] = ((values[at] ?? 0) - share * (gain[column] ?? 0)) / memory;
      at += 1;
    }
  }
  for (let row = 0; row < size; row += 1) boundVariance(model, row, varianceMax);
}

/** The covariance times the features, cell by cell in the order of the lower triangle. */
function gainOf({ values, offset, size }: LinearModel, features: readonly number[]): number[] {
  const gain: number[] = [];
  let at = offset + size;
  for (let row = 0; row < size; row += 1) {
    const feature = features[row] ?? 0;
    let sum = 0;
    for (let column = 0; column < row; column += 1) {
      const covariance = values[at] ?? 0;
      sum += covariance * (features[column] ?? 0);
      gain[column] = (gain[column] ?? 0) + covariance * feature;
      at += 1;
    }
    gain[row] = sum + (values[at] ?? 0) * feature;
    at += 1;
  }
  return gain;
}

function boundVariance({ values, offset, size }: LinearModel, row: number, varianceMax: number): void {
  const covariance = offset + size;
  const variance = values[covariance + cell(row, row)] ?? 0;
  if (variance <= varianceMax) return;
  const factor = Math.sqrt(varianceMax / variance);
  for (let column = 0; column < size; column += 1) {
    const at = covariance + cell(row, column);
    values[at] = (values[at] ?? 0) * (column === row ? factor * factor : factor);
  }
}

/** Where a cell of a symmetric matrix is in its lower triangle. */
function cell(row: number, column: number): number {
  return row >= column ? (row * (row + 1)) / 2 + column : (column * (column + 1)) / 2 + row;
}
