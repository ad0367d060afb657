import type { Blueprint } from '../../core/blueprint/model.ts';
import { parseBlueprint } from '../../core/blueprint/parse-blueprint.ts';
import { projectFile } from '../project-file.ts';
import { readText } from '../read-text.ts';
import { UsageError } from '../usage-error.ts';

/** The blueprint that is taken when nobody names one. */
export const DEFAULT_BLUEPRINT = projectFile('rubato.yaml');

/**
 * Read the blueprint that a person named.
 *
 * @throws `UsageError` with every problem in it
 */
export const readBlueprint = (file: string): Blueprint => {
  const result = parseBlueprint(readText(file, '--blueprint'), file);
  if (!result.isValid) throw new UsageError(result.problems.map(({ text }) => text).join('\n'));
  return result.blueprint;
};
