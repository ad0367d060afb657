import type { Fields } from './fields.ts';
import { parseCsv } from './parse-csv.ts';
import { StatesError } from './states-error.ts';

/** Turns the content of a file into items. */
export type ItemParser = (content: unknown) => readonly unknown[];

const TYPES = ['CSV', 'JSON', 'JSONL'] as const;

/**
 * The parser for the `InputType` of a `ReaderConfig`; PARQUET is not modelled.
 *
 * @throws `AwsError` InvalidDefinition
 */
export const compileParser = (config: Fields): ItemParser => {
  const type = config.string('InputType');
  if (type === 'JSON') return jsonParser(config.optionalString('ItemsPointer'));
  if (type === 'JSONL') return (content) => linesOf(textOf(content)).map((line) => JSON.parse(line));
  if (type === 'CSV') return csvParser(config);
  throw config.invalid('InputType', `one of ${TYPES.join(', ')}`);
};

/** S3 gives bytes. */
export const textOf = (content: unknown): string =>
  content instanceof Uint8Array ? Buffer.from(content).toString('utf8') : String(content ?? '');

export const linesOf = (text: string): readonly string[] => text.split(/\r?\n/).filter((line) => line.trim() !== '');

/** `ItemsPointer` is a JSON pointer to the array: https://www.rfc-editor.org/rfc/rfc6901 */
const jsonParser =
  (pointer = ''): ItemParser =>
  (content) => {
    const steps = pointer.split('/').slice(1);
    let value: unknown = JSON.parse(textOf(content));
    for (const step of steps) {
      const name = step.replaceAll('~1', '/').replaceAll('~0', '~');
      value = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
    }
    if (Array.isArray(value)) return value;
    throw new StatesError('States.ItemReaderFailed', 'Attempting to map over non-iterable node.');
  };

const DELIMITERS: Readonly<Record<string, string>> = { COMMA: ',', PIPE: '|', SEMICOLON: ';', SPACE: ' ', TAB: '\t' };

const csvParser = (config: Fields): ItemParser => {
  const delimiter = DELIMITERS[config.optionalString('CSVDelimiter') ?? 'COMMA'];
  if (delimiter === undefined) throw config.invalid('CSVDelimiter', `one of ${Object.keys(DELIMITERS).join(', ')}`);
  const location = config.optionalOneOf('CSVHeaderLocation', ['FIRST_ROW', 'GIVEN']);
  if (location === undefined) throw config.invalid('CSVHeaderLocation', 'FIRST_ROW or GIVEN');
  const given = location === 'GIVEN' ? config.strings('CSVHeaders') : undefined;
  return (content) => rowsOf(textOf(content), delimiter, given);
};

/** Rows as objects; the first one names the columns where no headers are given. */
export const rowsOf = (text: string, delimiter: string, given?: readonly string[]): readonly unknown[] => {
  const rows = parseCsv(text, delimiter);
  const headers = given ?? rows[0] ?? [];
  return (given === undefined ? rows.slice(1) : rows).map((row) =>
    Object.fromEntries(headers.map((header, index) => [header, row[index] ?? ''])),
  );
};
