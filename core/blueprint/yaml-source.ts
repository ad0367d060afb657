import type { Node, Pair } from 'yaml';
import { isAlias, isMap, isPair, isSeq, LineCounter, parseDocument } from 'yaml';

/** Keys and list positions from the top of the file. */
export type Path = readonly (string | number)[];

/** Something wrong at a place in the text. Lines and columns count from 1. */
export interface SourceProblem {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** The content of a YAML text, and where each of its parts is. */
export interface YamlSource {
  readonly content: unknown;
  /** What makes the text no YAML, and keys that are there twice. */
  readonly problems: readonly SourceProblem[];
  /** Whether `content` is all that was written; false when the text is no YAML. */
  readonly isReadable: boolean;
  /** Where the value at a path is; for one that is not there, where it would belong. `key`: where its key is instead. */
  place(path: Path, part: 'key' | 'value'): { readonly line: number; readonly column: number };
}

/** Read a YAML 1.2 text (`on`, `off` and `08:00` are strings). Never throws. */
export function yamlSource(text: string): YamlSource {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'error' });
  const placeAt = (offset: number): { line: number; column: number } => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const isDuplicate = ({ code }: { code: string }): boolean => code === 'DUPLICATE_KEY';
  // What follows the first error of syntax is mostly its echo.
  const syntax = [...document.errors, ...document.warnings].filter((found) => !isDuplicate(found)).slice(0, 1);
  const problems = [...document.errors.filter(isDuplicate), ...syntax].map((found) => ({
    ...placeAt(found.pos[0]),
    message: isDuplicate(found)
      ? `found the key ${keyAt(text, found.pos[0])} twice, must be there once`
      : `found text that is not YAML: ${firstLine(found.message)}`,
  }));
  const read = syntax.length === 0 ? contentOf(document) : { content: null };
  return {
    content: read.content,
    problems: 'message' in read ? [...problems, { line: 1, column: 1, message: read.message }] : problems,
    isReadable: syntax.length === 0 && !('message' in read),
    place: (path, part) => placeAt(offsetOf(document, path, part)),
  };
}

type Document = ReturnType<typeof parseDocument>;

/** `toJS` throws on aliases that do not resolve, or that multiply beyond all measure. */
function contentOf(document: Document): { content: unknown; message?: string } {
  try {
    return { content: document.toJS() };
  } catch (error) {
    const message = error instanceof Error ? firstLine(error.message) : String(error);
    return { content: null, message: `found an alias that cannot be followed: ${message}` };
  }
}

const keyAt = (text: string, offset: number): string => /^[^\s:,}]+/.exec(text.slice(offset, offset + 100))?.[0] ?? '';

const firstLine = (message: string): string => message.split('\n')[0] ?? message;

/** Follow the path as far as it goes; a missing key is placed at its parent's own key. */
function offsetOf(document: Document, path: Path, part: 'key' | 'value'): number {
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  for (const [depth, step] of path.entries()) {
    const inside = isAlias(node) ? node.resolve(document) : node;
    const child = childOf(inside, step);
    if (child === undefined) break;
    const isTarget = depth === path.length - 1;
    node = isPair(child) ? child.value : child;
    const keyOffset = isPair(child) ? startOf(child.key) : undefined;
    offset = (isTarget && part === 'value' ? startOf(node) : keyOffset) ?? startOf(node) ?? keyOffset ?? offset;
  }
  return offset;
}

function childOf(node: unknown, step: string | number): Pair | Node | undefined {
  if (isMap(node)) return node.items.find(({ key }) => String(key) === String(step));
  if (isSeq(node)) return node.items[Number(step)] as Node | undefined;
  return undefined;
}

function startOf(node: unknown): number | undefined {
  if (typeof node !== 'object' || node === null || !('range' in node) || !Array.isArray(node.range)) return undefined;
  return Number(node.range[0]);
}
