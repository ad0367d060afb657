import { relatePaths, writePath } from './document-path.ts';
import { type ExpressionKind, invalidExpression } from './invalid-expression.ts';
import type { Substitutions } from './substitutions.ts';
import type { DocumentPath } from './syntax.ts';

/** Replace the placeholders of a projection. @throws `ValidationException` when paths overlap or conflict */
export const bindProjection = (
  paths: readonly DocumentPath[],
  substitutions: Substitutions,
): readonly DocumentPath[] => {
  const bound = paths.map((path) => substitutions.path('ProjectionExpression', path));
  checkPathsApart('ProjectionExpression', bound);
  return bound;
};

/** No path may contain another, nor take for a map what another takes for a list. */
export const checkPathsApart = (kind: ExpressionKind, paths: readonly DocumentPath[]): void => {
  for (const relation of ['overlap', 'conflict'] as const) {
    for (const [index, second] of paths.entries()) {
      const first = paths.slice(0, index).find((path) => relatePaths(path, second) === relation);
      if (first === undefined) continue;
      throw invalidExpression(
        kind,
        `Two document paths ${relation} with each other; must remove or rewrite one of these paths; path one: ${writePath(first)}, path two: ${writePath(second)}`,
      );
    }
  }
};
