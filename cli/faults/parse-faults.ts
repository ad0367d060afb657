import { at, describe, entries, type PathProblem, pathText, problem } from '../../core/blueprint/content.ts';
import { schemaProblems } from '../../core/blueprint/schema-problems.ts';
import { type YamlSource, yamlSource } from '../../core/blueprint/yaml-source.ts';
import type { Fault } from '../../local/faults/create-faults.ts';
import { type FaultSource, faultFile } from './fault-schema.ts';

export type FaultsResult =
  | { readonly isValid: true; readonly faults: readonly Fault[] }
  /** One sentence for each problem, with its place in the file, the value found and what is allowed. */
  | { readonly isValid: false; readonly problems: readonly string[] };

const MINUTE_MS = 60_000;

/**
 * Read a fault file: YAML or JSON text in, faults out, or all that is wrong with it, in the order of the file. Never throws.
 *
 * @param fileName what the problems call the file
 * @param startMs the instant that the minutes of the file count from
 */
export const parseFaults = (text: string, fileName: string, startMs: number): FaultsResult => {
  const source = yamlSource(text);
  const inYaml = source.problems.map(({ line, column, message }) => `${fileName}:${line}:${column}: ${message}`);
  if (!source.isReadable) return { isValid: false, problems: inYaml };
  const content = source.content ?? {};
  const parsed = faultFile.safeParse(content);
  const found = [...schemaProblems(parsed.error?.issues ?? [], content), ...spanProblems(content)];
  const problems = [...inYaml, ...found.map((each) => sentence(each, source, fileName))];
  if (problems.length > 0 || !parsed.success) return { isValid: false, problems };
  return { isValid: true, faults: parsed.data.faults.map((fault) => faultOf(fault, startMs)) };
};

const sentence = ({ path, part, message }: PathProblem, source: YamlSource, fileName: string): string => {
  const { line, column } = source.place(path, part);
  return `${fileName}:${line}:${column}${path.length === 0 ? '' : ` ${pathText(path)}`}: ${message}`;
};

/** A span that ends before it begins strikes nothing. */
const spanProblems = (content: unknown): PathProblem[] =>
  entries(content, ['faults']).flatMap(({ path }) => {
    const [from, until] = ['fromMinute', 'untilMinute'].map((key) => at(content, [...path, key]) ?? 0);
    if (until === 0 || typeof from !== 'number' || typeof until !== 'number' || until > from) return [];
    return [
      problem([...path, 'untilMinute'], `found ${describe(until)}, must be more than fromMinute, which is ${from}`),
    ];
  });

const faultOf = ({ fromMinute, untilMinute, ...fault }: FaultSource, startMs: number): Fault => {
  const given = {
    ...fault,
    ...(fromMinute !== undefined && { fromMs: startMs + fromMinute * MINUTE_MS }),
    ...(untilMinute !== undefined && { untilMs: startMs + untilMinute * MINUTE_MS }),
  };
  return withoutUndefined(given) as Fault;
};

const withoutUndefined = (members: object): object =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
