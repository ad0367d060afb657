import { blueprintSource } from './blueprint-schema.ts';
import { type PathProblem, pathText } from './content.ts';
import { environmentProblems } from './environment-problems.ts';
import { expandBlueprint } from './expand-blueprint.ts';
import type { BlueprintProblem, BlueprintResult } from './model.ts';
import { scheduleProblems } from './schedule-problems.ts';
import { schemaProblems } from './schema-problems.ts';
import { tierProblems } from './tier-problems.ts';
import { type YamlSource, yamlSource } from './yaml-source.ts';

/**
 * Read a blueprint: YAML text in, the Blueprint with every default filled in out, or all that is wrong with it, in the
 * order of the file. Never throws.
 *
 * @param fileName what the problems call the file
 */
export function parseBlueprint(text: string, fileName: string): BlueprintResult {
  const source = yamlSource(text);
  const inYaml = source.problems.map((found) => ({ ...found, path: '' }));
  if (!source.isReadable) return invalid(inYaml, fileName);

  // An empty file is an empty mapping: what is missing is told key by key.
  const content = source.content ?? {};
  const parsed = blueprintSource.safeParse(content);
  const inContent = [
    ...schemaProblems(parsed.error?.issues ?? [], content),
    ...scheduleProblems(content),
    ...tierProblems(content),
    ...environmentProblems(content),
  ];
  const found = [...inYaml, ...inContent.map((problem) => placed(problem, source))];
  if (found.length > 0 || !parsed.success) return invalid(found, fileName);
  return { isValid: true, blueprint: expandBlueprint(parsed.data) };
}

type Placed = Omit<BlueprintProblem, 'file' | 'text'>;

const placed = ({ path, part, message }: PathProblem, source: YamlSource): Placed => ({
  ...source.place(path, part),
  path: pathText(path),
  message,
});

function invalid(found: readonly Placed[], file: string): BlueprintResult {
  const problems = found
    .toSorted((a, b) => a.line - b.line || a.column - b.column)
    .map((problem) => ({ file, ...problem, text: sentence(file, problem) }));
  // One wrong value may break two rules that allow the same.
  return { isValid: false, problems: [...new Map(problems.map((problem) => [problem.text, problem])).values()] };
}

const sentence = (file: string, { line, column, path, message }: Placed): string =>
  `${file}:${line}:${column}${path === '' ? '' : ` ${path}`}: ${message}`;
