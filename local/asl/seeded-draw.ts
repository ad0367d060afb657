/**
 * A number in [0, 1) that is a function of the seed alone, for `$random(seed)` and `States.MathRandom(a, b, seed)`.
 * AWS's own sequence is not published; equal seeds give equal numbers, here as there.
 */
export const seededDraw = (seed: number): number => {
  // mulberry32: one round of a 32-bit mixer.
  let bits = (Math.trunc(seed) + 0x6d2b79f5) | 0;
  bits = Math.imul(bits ^ (bits >>> 15), bits | 1);
  bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
  return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
};
