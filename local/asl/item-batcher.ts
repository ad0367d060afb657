import type { Fields } from './fields.ts';
import { invalidDefinition } from './invalid-definition.ts';
import { batchLimitOf } from './map-numbers.ts';
import type { Visit } from './model.ts';
import type { QueryLanguage } from './query-language.ts';

/** Puts items into batches, each the input of one child execution. */
export type ItemBatcher = (items: readonly unknown[], visit: Visit) => Promise<readonly unknown[]>;

/** https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itembatcher.html */
const MAXIMUM_BYTES = 262_144;
const MAXIMA = { MaxItemsPerBatch: Number.POSITIVE_INFINITY, MaxInputBytesPerBatch: MAXIMUM_BYTES };

/** @throws `AwsError` InvalidDefinition */
export const compileBatcher = (state: Fields, language: QueryLanguage): ItemBatcher | undefined => {
  const fields = state.optionalObject('ItemBatcher');
  if (fields === undefined) return undefined;
  const names = Object.keys(MAXIMA);
  const isJsonata = language.name === 'JSONata';
  fields.allow([...names, ...(isJsonata ? [] : names.map((name) => `${name}Path`)), 'BatchInput']);
  const maxItems = language.operand(fields, 'MaxItemsPerBatch');
  const maxBytes = language.operand(fields, 'MaxInputBytesPerBatch');
  if (maxItems === undefined && maxBytes === undefined) {
    throw invalidDefinition('SCHEMA_VALIDATION_FAILED: A batch needs a limit of items or bytes', fields.place);
  }
  for (const [name, maximum] of Object.entries(MAXIMA)) {
    fields.allowOneOf(name, `${name}Path`);
    if (typeof fields.value(name) === 'number') fields.integer(name, 0, 1, maximum);
  }
  const batchInput = fields.has('BatchInput') ? language.template(fields, 'BatchInput') : undefined;
  return async (items, { scope }) => {
    const common = batchInput === undefined ? {} : { BatchInput: await batchInput(scope) };
    const itemLimit = (await batchLimitOf(maxItems, scope)) ?? Number.POSITIVE_INFINITY;
    const byteLimit = Math.min((await batchLimitOf(maxBytes, scope)) ?? MAXIMUM_BYTES, MAXIMUM_BYTES);
    const room = byteLimit - bytesOf({ ...common, Items: [] });
    return inBatches(items, itemLimit, room).map((batch) => ({ ...common, Items: batch }));
  };
};

const inBatches = (items: readonly unknown[], itemLimit: number, room: number): readonly (readonly unknown[])[] => {
  const batches: unknown[][] = [];
  let bytes = 0;
  for (const item of items) {
    const size = bytesOf(item) + 1;
    const batch = batches.at(-1);
    if (batch === undefined || batch.length >= itemLimit || bytes + size > room) {
      batches.push([item]);
      bytes = size;
    } else {
      batch.push(item);
      bytes += size;
    }
  }
  return batches;
};

const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));
