/** The allowed word that was most likely meant, or null when none is near. For "did you mean" in messages. */
export function nearestWord(found: string, allowed: readonly string[]): string | null {
  const furthest = Math.max(1, Math.floor(found.length / 3));
  let nearest: { readonly word: string; readonly distance: number } | null = null;
  for (const word of allowed) {
    if (Math.abs(word.length - found.length) > furthest) continue;
    const distance = editDistance(found.toLowerCase(), word.toLowerCase());
    if (distance <= furthest && distance < (nearest?.distance ?? Infinity)) nearest = { word, distance };
  }
  return nearest?.word ?? null;
}

/** Insertions, deletions and substitutions from one word to the other (Levenshtein 1966). */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [i, letter] of [...from].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...to].entries()) {
      const substituted = (row[j] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(substituted, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
