import { type PathProblem, pathText } from './content.ts';
import type { BlueprintProblem } from './model.ts';
import type { YamlSource } from './yaml-source.ts';

/** All that is wrong with a YAML text and its content, in the order of the file, each with its whole sentence. */
export function tellProblems(source: YamlSource, inContent: readonly PathProblem[], file: string): BlueprintProblem[] {
  const inYaml = source.problems.map((found) => ({ ...found, path: '' }));
  const problems = [...inYaml, ...inContent.map((problem) => placed(problem, source))]
    .toSorted((a, b) => a.line - b.line || a.column - b.column)
    .map((problem) => ({ file, ...problem, text: sentence(file, problem) }));
  // One wrong value may break two rules that allow the same.
  return [...new Map(problems.map((problem) => [problem.text, problem])).values()];
}

type Placed = Omit<BlueprintProblem, 'file' | 'text'>;

const placed = ({ path, part, message }: PathProblem, source: YamlSource): Placed => ({
  ...source.place(path, part),
  path: pathText(path),
  message,
});

const sentence = (file: string, { line, column, path, message }: Placed): string =>
  `${file}:${line}:${column}${path === '' ? '' : ` ${path}`}: ${message}`;
