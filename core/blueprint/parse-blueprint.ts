import { blueprintSource } from './blueprint-schema.ts';
import { environmentProblems } from './environment-problems.ts';
import { expandBlueprint } from './expand-blueprint.ts';
import type { BlueprintResult } from './model.ts';
import { scheduleProblems } from './schedule-problems.ts';
import { schemaProblems } from './schema-problems.ts';
import { tellProblems } from './tell-problems.ts';
import { tierProblems } from './tier-problems.ts';
import { yamlSource } from './yaml-source.ts';

/**
 * Read a blueprint: YAML text in, the Blueprint with every default filled in out, or all that is wrong with it, in the
 * order of the file. Never throws.
 *
 * @param fileName what the problems call the file
 */
export function parseBlueprint(text: string, fileName: string): BlueprintResult {
  const source = yamlSource(text);
  if (!source.isReadable) return { isValid: false, problems: tellProblems({ source }, fileName) };

  // An empty file is an empty mapping: what is missing is told key by key.
  const content = source.content ?? {};
  const parsed = blueprintSource.safeParse(content);
  const inShape = schemaProblems(parsed.error?.issues ?? [], content);
  const inMeaning = [...scheduleProblems(content), ...tierProblems(content), ...environmentProblems(content)];
  const problems = tellProblems({ source, inShape, inMeaning }, fileName);
  if (problems.length > 0 || !parsed.success) return { isValid: false, problems };
  return { isValid: true, blueprint: expandBlueprint(parsed.data) };
}
