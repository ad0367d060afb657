/** A size inside of bounds, such as those of a tier or of a group. */
export function withinBounds({ min, max }: { readonly min: number; readonly max: number }, size: number): number {
  return Math.min(max, Math.max(min, size));
}
