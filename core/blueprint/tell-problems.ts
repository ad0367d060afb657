import { type PathProblem, pathText } from './content.ts';
import type { BlueprintProblem } from './model.ts';
import { nearestWord } from './nearest-word.ts';
import type { Path, YamlSource } from './yaml-source.ts';

/** What is wrong with a YAML text, beside what it has itself told. */
export interface FoundProblems {
  readonly source: YamlSource;
  /** @default - none */
  readonly inShape?: readonly PathProblem[];
  /** @default - none */
  readonly inMeaning?: readonly PathProblem[];
}

/** All that is wrong, each fault once, in the order of the file, each with its whole sentence. */
export function tellProblems(
  { source, inShape = [], inMeaning = [] }: FoundProblems,
  file: string,
): BlueprintProblem[] {
  const inYaml = source.problems.map((found) => ({ ...found, path: '' }));
  const inContent = withoutMisspelt([...inShape, ...inMeaning.filter((problem) => !isEcho(problem, inShape))]);
  const problems = [...inYaml, ...inContent.map((problem) => placed(problem, source))]
    .toSorted((a, b) => a.line - b.line || a.column - b.column)
    .map((problem) => ({ file, ...problem, text: sentence(file, problem) }));
  // One wrong value may break two rules that allow the same.
  return [...new Map(problems.map((problem) => [problem.text, problem])).values()];
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

const sentence = (file: string, { line, column, path, message }: Placed): string =>
  `${file}:${line}:${column}${path === '' ? '' : ` ${path}`}: ${message}`;
