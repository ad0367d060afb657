/** Ends an answer that does not have the shape of its API: a mistake of the embedded cloud that must not pass in silence. */
export const refuseAnswer = (place: string, expected: string, found: unknown): never => {
  const text = JSON.stringify(found) ?? String(found);
  throw new Error(`a service of the embedded cloud answered ${place} = ${text.slice(0, 80)}, expected ${expected}`);
};
