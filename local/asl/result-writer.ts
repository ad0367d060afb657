import type { Fields } from './fields.ts';
import { invalidDefinition } from './invalid-definition.ts';
import { isoTime } from './iso-time.ts';
import type { JsonObject, Query, Visit } from './model.ts';
import { parseStoreResource, storeCall } from './object-store.ts';
import type { QueryLanguage } from './query-language.ts';
import { StatesError } from './states-error.ts';

/** One child execution of a distributed map that has begun, or that never will. */
export interface ChildExecution {
  readonly arn: string;
  readonly name: string;
  readonly stateMachineArn: string;
  readonly input: unknown;
  readonly status: 'SUCCEEDED' | 'FAILED' | 'PENDING';
  readonly startedAtMs: number;
  readonly endedAtMs: number;
  readonly output?: unknown;
  readonly error?: string | undefined;
  readonly cause?: string | undefined;
}

export interface MapRun {
  readonly arn: string;
  readonly children: readonly ChildExecution[];
}

/** Gives the output of a map, and exports it where it is to. @throws `StatesError` States.ResultWriterFailed */
export type ResultWriter = (run: MapRun, visit: Visit) => Promise<unknown>;

type Transformation = 'NONE' | 'COMPACT' | 'FLATTEN';
type OutputType = 'JSON' | 'JSONL';

/**
 * Compile `ResultWriter`.
 * https://docs.aws.amazon.com/step-functions/latest/dg/input-output-resultwriter.html
 * Without one, the output is what the children gave that succeeded, as COMPACT has it.
 *
 * @throws `AwsError` InvalidDefinition
 */
export const compileWriter = (state: Fields, language: QueryLanguage): ResultWriter => {
  const fields = state.optionalObject('ResultWriter');
  if (fields === undefined) return async ({ children }) => outputsOf(children, 'COMPACT');
  const template = language.name === 'JSONata' ? 'Arguments' : 'Parameters';
  fields.allow(['Resource', 'WriterConfig', template]);
  const config = fields.optionalObject('WriterConfig');
  config?.allow(['Transformation', 'OutputType']);
  const transformation = oneOf<Transformation>(config, 'Transformation', ['NONE', 'COMPACT', 'FLATTEN']);
  const type = oneOf<OutputType>(config, 'OutputType', ['JSON', 'JSONL']);
  if (fields.has('Resource')) {
    parseStoreResource(fields, ['putObject']);
    return exporter(language.template(fields, template), transformation, type);
  }
  if (config === undefined) {
    throw invalidDefinition('SCHEMA_VALIDATION_FAILED: These fields are required: [Resource]', fields.place);
  }
  return async ({ children }) => {
    const outputs = outputsOf(children, transformation);
    return type === 'JSON' ? outputs : format(outputs, type);
  };
};

const oneOf = <Name extends string>(config: Fields | undefined, field: string, names: readonly Name[]): Name => {
  const given = config?.optionalString(field);
  const name = given === undefined ? names[0] : names.find((one) => one === given);
  if (name === undefined) throw config?.invalid(field, `one of ${names.join(', ')}`);
  return name;
};

const exporter =
  (parameters: Query, transformation: Transformation, type: OutputType): ResultWriter =>
  async ({ arn, children }, visit) => {
    const { Bucket, Prefix } = (await parameters(visit.scope)) as { readonly Bucket: string; readonly Prefix?: string };
    const folder = [...(Prefix === undefined ? [] : [Prefix.replace(/\/$/, '')]), arn.slice(arn.lastIndexOf(':') + 1)];
    const write = (name: string, text: string): Promise<ResultFile> =>
      writeFile(visit, Bucket, [...folder, name].join('/'), text);
    const files: Record<string, ResultFile[]> = { FAILED: [], PENDING: [], SUCCEEDED: [] };
    for (const [status, written] of Object.entries(files)) {
      const ofStatus = children.filter((child) => child.status === status);
      if (ofStatus.length === 0) continue;
      // What failed is told in full, whatever the transformation.
      const outputs = outputsOf(ofStatus, status === 'SUCCEEDED' ? transformation : 'NONE');
      written.push(await write(`${status}_0.json`, format(outputs, type)));
    }
    const manifest = { DestinationBucket: Bucket, MapRunArn: arn, ResultFiles: files };
    const { Key } = await write('manifest.json', JSON.stringify(manifest));
    return { MapRunArn: arn, ResultWriterDetails: { Bucket, Key } };
  };

interface ResultFile {
  readonly Key: string;
  readonly Size: number;
}

const writeFile = async (visit: Visit, Bucket: string, Key: string, text: string): Promise<ResultFile> => {
  const content = Buffer.from(text);
  try {
    await storeCall(visit, 'putObject', { Bucket, Key, Body: content, ContentType: 'application/json' });
  } catch (thrown) {
    if (thrown instanceof StatesError) throw new StatesError('States.ResultWriterFailed', thrown.reason);
    throw thrown;
  }
  return { Key, Size: content.length };
};

/** Unverified: that JSONL is a text where the output is handed on and not exported. */
const format = (outputs: readonly unknown[], type: OutputType): string =>
  type === 'JSON' ? JSON.stringify(outputs) : outputs.map((output) => JSON.stringify(output)).join('\n');

const outputsOf = (children: readonly ChildExecution[], transformation: Transformation): readonly unknown[] => {
  if (transformation === 'NONE') return children.map(recordOf);
  const outputs = children.filter(({ status }) => status === 'SUCCEEDED').map(({ output }) => output);
  return transformation === 'FLATTEN' ? outputs.flat(1) : outputs;
};

/** A child as exported files have it; a pending one has no dates. */
const recordOf = (child: ChildExecution): JsonObject => {
  const { arn, name, stateMachineArn, input, output, status, startedAtMs, endedAtMs, error, cause } = child;
  const hasEnded = status !== 'PENDING';
  return {
    ...(cause === undefined ? {} : { Cause: cause }),
    ...(error === undefined ? {} : { Error: error }),
    ExecutionArn: arn,
    Input: JSON.stringify(input),
    InputDetails: { Included: true },
    Name: name,
    ...(status === 'SUCCEEDED' ? { Output: JSON.stringify(output), OutputDetails: { Included: true } } : {}),
    RedriveCount: 0,
    RedriveStatus: status === 'FAILED' ? 'REDRIVABLE' : 'NOT_REDRIVABLE',
    ...(status === 'SUCCEEDED' ? { RedriveStatusReason: 'Execution is SUCCEEDED and cannot be redriven' } : {}),
    ...(hasEnded ? { StartDate: isoTime(startedAtMs) } : {}),
    StateMachineArn: stateMachineArn,
    Status: status,
    ...(hasEnded ? { StopDate: isoTime(endedAtMs) } : {}),
  };
};
