import { blueprintSource } from './blueprint-schema.ts';
import { type PathProblem, pathText } from './content.ts';
import { environmentProblems } from './environment-problems.ts';
import { expandBlueprint } from './expand-blueprint.ts';
import type { BlueprintProblem, BlueprintResult } from './model.ts';
import { nearestWord } from './nearest-word.ts';
import { scheduleProblems } from './schedule-problems.ts';
import { schemaProblems } from './schema-problems.ts';
import { tierProblems } from './tier-problems.ts';
import { type Path, type YamlSource, yamlSource } from './yaml-source.ts';

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
  const inShape = schemaProblems(parsed.error?.issues ?? [], content);
  const inMeaning = [...scheduleProblems(content), ...tierProblems(content), ...environmentProblems(content)];
  const inContent = withoutMisspelt([...inShape, ...inMeaning.filter((problem) => !isEcho(problem, inShape))]);
  const found = [...inYaml, ...inContent.map((problem) => placed(problem, source))];
  if (found.length > 0 || !parsed.success) return invalid(found, fileName);
  return { isValid: true, blueprint: expandBlueprint(parsed.data) };
}

/** What is at or below a place of the wrong shape follows from that shape. */
const isEcho = ({ path }: PathProblem, inShape: readonly PathProblem[]): boolean =>
  inShape.some((other) => other.path.every((step, depth) => path[depth] === step));

/** A key that is misspelt is told as unknown, with what was meant; that the right one is missing says the same. */
const withoutMisspelt = (problems: readonly PathProblem[]): readonly PathProblem[] => {
  const unknown = problems.filter(({ isUnknown }) => isUnknown).map(({ path }) => path);
  const isMisspelt = ({ path, missing = [] }: PathProblem): boolean =>
    unknown.some((other) => isBeside(other, path) && nearestWord(String(other.at(-1)), missing) !== null);
  return problems.filter((problem) => !isMisspelt(problem));
};

const isBeside = (one: Path, other: Path): boolean => pathText(one.slice(0, -1)) === pathText(other.slice(0, -1));

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
