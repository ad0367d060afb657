import { ErrorName, RubatoError } from '../errors.ts';
import type { Blueprint } from './model.ts';

/** Raised whenever the Blueprint changes in a way that older functions would misread. */
const schemaVersion = 1;

/**
 * The blueprint as JSON with sorted keys: equal blueprints give equal bytes, whatever their order, comments and short
 * forms. It is bundled with the functions, and its hash tells whether anything changed.
 */
export const canonicalBlueprint = (blueprint: Blueprint): string =>
  JSON.stringify({ schemaVersion, blueprint }, sortKeys);

/**
 * Read what `canonicalBlueprint` wrote. The content is trusted: it was checked in full when the assembly was made and
 * lies in the same bundle as this code, so checking it again at each cold start would cost 80 KB of zod and tell nothing.
 * The version is checked because a bundle may be put together by hand.
 *
 * @throws `BlueprintInvalid`
 */
export function blueprintFromCanonical(text: string): Blueprint {
  const found = parse(text);
  if (typeof found !== 'object' || found === null || !('schemaVersion' in found) || !('blueprint' in found)) {
    throw new RubatoError(
      ErrorName.BlueprintInvalid,
      `the canonical blueprint begins with ${JSON.stringify(text.slice(0, 40))}, must be what synth bundled`,
    );
  }
  if (found.schemaVersion !== schemaVersion) {
    throw new RubatoError(
      ErrorName.BlueprintInvalid,
      `the canonical blueprint has schema version ${JSON.stringify(found.schemaVersion)}, must be ${schemaVersion}: deploy again`,
    );
  }
  return found.blueprint as Blueprint;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new RubatoError(
      ErrorName.BlueprintInvalid,
      'the canonical blueprint is not JSON, must be what synth bundled',
      {
        cause,
      },
    );
  }
}

const sortKeys = (_key: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;
