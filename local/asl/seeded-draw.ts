const MULTIPLIER = 0x5deece66dn;
const INCREMENT = 0xbn;
const MASK = (1n << 48n) - 1n;

/**
 * A number in [0, 1) that is a function of the seed alone, for `$random(seed)` and `States.MathRandom(a, b, seed)`: the
 * first `nextDouble` of `java.util.Random`, which is what AWS gives for `$random(seed)` as measured in
 * https://github.com/floci-io/floci/issues/2662; unverified for `States.MathRandom`.
 * The sequence: https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/util/Random.html
 */
export const seededDraw = (seed: number): number => {
  let state = (BigInt(Math.trunc(seed)) ^ MULTIPLIER) & MASK;
  const draw = (bits: bigint): bigint => {
    state = (state * MULTIPLIER + INCREMENT) & MASK;
    return state >> (48n - bits);
  };
  const high = draw(26n);
  return Number((high << 27n) + draw(27n)) / 2 ** 53;
};
