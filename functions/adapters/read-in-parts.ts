/** What AWS answers when it will not have a part of the request, whatever the rest of it is. */
const REFUSALS: ReadonlySet<string> = new Set([
  'InvalidInstanceID.Malformed',
  'InvalidInstanceID.NotFound',
  'InvalidParameterCombination',
  'InvalidParameterCombinationException',
  'InvalidParameterValue',
  'InvalidParameterValueException',
  'LoadBalancerNotFound',
  'LoadBalancerNotFoundException',
  'TargetGroupNotFound',
  'TargetGroupNotFoundException',
  'ValidationError',
]);

/**
 * Read many things with one call, and when AWS refuses the call, the halves with one call each, so that a thing
 * that is refused keeps no other from being read. It is left out. Anything but a refusal is thrown: throttles would only
 * grow, and a missing permission has to be seen.
 */
export async function readInParts<Item, Answer>(
  items: readonly Item[],
  read: (part: readonly Item[]) => Promise<Answer>,
): Promise<Answer[]> {
  if (items.length === 0) return [];
  try {
    return [await read(items)];
  } catch (error) {
    if (!(error instanceof Error) || !REFUSALS.has(error.name)) throw error;
    if (items.length === 1) return [];
    const middle = Math.ceil(items.length / 2);
    return [...(await readInParts(items.slice(0, middle), read)), ...(await readInParts(items.slice(middle), read))];
  }
}

/** Cut a list into parts of at most so many. */
export const partsOf = <Item>(items: readonly Item[], size: number): Item[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size));
