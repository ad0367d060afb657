/**
 * The place in a ring of what has this number, also of a minute before 1970. As whole numbers: their remainder takes a tenth of that of
 * others, and a list that was once asked for a negative place is slow ever after.
 */
export function placeInRing(number: number, length: number): number {
  const rest = ((number | 0) % length) | 0;
  return rest < 0 ? rest + length : rest;
}
