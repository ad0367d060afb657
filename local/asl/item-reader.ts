import type { Fields } from './fields.ts';
import { invalidDefinition } from './invalid-definition.ts';
import { numberOf } from './map-numbers.ts';
import type { JsonObject, Operand, Query, TaskResource, Visit } from './model.ts';
import { parseCsv } from './parse-csv.ts';
import { parseResource } from './parse-resource.ts';
import type { QueryLanguage } from './query-language.ts';
import { StatesError } from './states-error.ts';

/** Reads the items of a distributed map. @throws `StatesError` States.ItemReaderFailed */
export type ItemReader = (visit: Visit) => Promise<readonly unknown[]>;

/** https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html */
export const compileReader = (state: Fields, language: QueryLanguage): ItemReader | undefined => {
  const fields = state.optionalObject('ItemReader');
  if (fields === undefined) return undefined;
  const template = language.name === 'JSONata' ? 'Arguments' : 'Parameters';
  fields.allow(['Resource', 'ReaderConfig', template]);
  const config = fields.has('ReaderConfig') ? fields.object('ReaderConfig') : undefined;
  config?.allow(['InputType', 'CSVHeaderLocation', 'CSVHeaders', 'CSVDelimiter', 'MaxItems', 'MaxItemsPath']);
  const maxItems = config === undefined ? undefined : language.operand(config, 'MaxItems');
  const resource = readerResource(fields);
  const read = resource.action === 'listObjectsV2' ? listed : parserOf(config, fields);
  const parameters = language.template(fields, template);
  return (visit) => readItems(visit, resource, parameters, read, maxItems);
};

type Parse = (answer: JsonObject) => readonly unknown[];

const readerResource = (fields: Fields): TaskResource => {
  const [, action] = /^arn:[\w-]+:states:::s3:(getObject|listObjectsV2)$/.exec(fields.string('Resource')) ?? [];
  if (action === undefined) throw fields.invalid('Resource', 's3:getObject or s3:listObjectsV2');
  return parseResource(`arn:aws:states:::aws-sdk:s3:${action}`, fields.place);
};

const readItems = async (
  { scope, runner, strand, state }: Visit,
  resource: TaskResource,
  parameters: Query,
  read: Parse,
  maxItems: Operand | undefined,
): Promise<readonly unknown[]> => {
  const limit = (await numberOf(maxItems, scope, 'integer')) ?? 0;
  if (limit < 0) throw new StatesError('States.ItemReaderFailed', 'field MaxItems must be positive');
  const request = {
    resource,
    arguments: await parameters(scope),
    execution: runner.execution,
    stateName: state.name,
    retryCount: 0,
  };
  try {
    const { output } = await strand.guard(runner.tasks.start(request));
    const items = read(output as JsonObject);
    return limit === 0 ? items : items.slice(0, limit);
  } catch (thrown) {
    if (thrown instanceof SyntaxError) throw new StatesError('States.ItemReaderFailed', thrown.message);
    if (thrown instanceof StatesError) throw new StatesError('States.ItemReaderFailed', thrown.reason);
    throw thrown;
  }
};

const listed: Parse = ({ Contents: contents }) => (Array.isArray(contents) ? contents : []);

const parserOf = (config: Fields | undefined, fields: Fields): Parse => {
  const type = config?.optionalString('InputType');
  if (type === 'JSON') return ({ Body: body }) => array(JSON.parse(String(body)));
  if (type === 'JSONL') return ({ Body: body }) => lines(String(body)).map((line) => JSON.parse(line));
  if (type === 'CSV' && config !== undefined) return csvParser(config);
  const problem = `SCHEMA_VALIDATION_FAILED: InputType "${type}" is not supported here, allowed are CSV, JSON, JSONL`;
  throw invalidDefinition(problem, fields.place);
};

const array = (value: unknown): readonly unknown[] => {
  if (Array.isArray(value)) return value;
  throw new StatesError('States.ItemReaderFailed', 'Attempting to map over non-iterable node.');
};

const lines = (text: string): readonly string[] => text.split(/\r?\n/).filter((line) => line.trim() !== '');

const DELIMITERS: Readonly<Record<string, string>> = { COMMA: ',', PIPE: '|', SEMICOLON: ';', SPACE: ' ', TAB: '\t' };

const csvParser = (config: Fields): Parse => {
  const delimiter = DELIMITERS[config.optionalString('CSVDelimiter') ?? 'COMMA'];
  if (delimiter === undefined) throw config.invalid('CSVDelimiter', `one of ${Object.keys(DELIMITERS).join(', ')}`);
  const given = config.string('CSVHeaderLocation') === 'GIVEN' ? config.strings('CSVHeaders') : undefined;
  return ({ Body: body }) => {
    const rows = parseCsv(String(body), delimiter);
    const headers = given ?? rows[0] ?? [];
    return (given === undefined ? rows.slice(1) : rows).map((row) =>
      Object.fromEntries(headers.map((header, index) => [header, row[index] ?? ''])),
    );
  };
};
