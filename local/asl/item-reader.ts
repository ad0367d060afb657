import type { Fields } from './fields.ts';
import { compileParser, type ItemParser } from './item-parser.ts';
import { compileManifestReader, type GetObject } from './manifest-reader.ts';
import { numberOf } from './map-numbers.ts';
import type { JsonObject, Visit } from './model.ts';
import { parseStoreResource, type StoreAction, storeCall } from './object-store.ts';
import type { QueryLanguage } from './query-language.ts';
import { StatesError } from './states-error.ts';

/** Reads the items of a distributed map. @throws `StatesError` States.ItemReaderFailed */
export type ItemReader = (visit: Visit) => Promise<readonly unknown[]>;

const CONFIG = [
  'CSVDelimiter',
  'CSVHeaderLocation',
  'CSVHeaders',
  'InputType',
  'ItemsPointer',
  'ManifestType',
  'Transformation',
];
/** https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html */
const MAXIMUM_ITEMS = 100_000_000;

/**
 * Compile `ItemReader`: a file of items, a manifest of files, or a listing of objects.
 * https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html
 *
 * @throws `AwsError` InvalidDefinition
 */
export const compileReader = (state: Fields, language: QueryLanguage): ItemReader | undefined => {
  const fields = state.optionalObject('ItemReader');
  if (fields === undefined) return undefined;
  const template = language.name === 'JSONata' ? 'Arguments' : 'Parameters';
  fields.allow(['Resource', 'ReaderConfig', template]);
  const config = fields.optionalObject('ReaderConfig');
  config?.allow([...CONFIG, 'MaxItems', ...(language.name === 'JSONPath' ? ['MaxItemsPath'] : [])]);
  config?.allowOneOf('MaxItems', 'MaxItemsPath');
  if (typeof config?.value('MaxItems') === 'number') config.integer('MaxItems', 0, 0, MAXIMUM_ITEMS);
  const maxItems = config === undefined ? undefined : language.operand(config, 'MaxItems');
  const read = compileRead(fields, config);
  const parameters = language.template(fields, template);
  return async (visit) => {
    const limit = (await numberOf(maxItems, visit.scope, 'integer')) ?? 0;
    if (limit < 0) throw new StatesError('States.ItemReaderFailed', 'field MaxItems must be positive');
    const items = await orItemReaderFailed(async () => read(visit, (await parameters(visit.scope)) as JsonObject));
    return limit === 0 ? items : items.slice(0, limit);
  };
};

type Read = (visit: Visit, parameters: JsonObject) => Promise<readonly unknown[]>;

const compileRead = (fields: Fields, config: Fields | undefined): Read => {
  const action = parseStoreResource(fields, ['getObject', 'listObjectsV2']);
  if (action === 'listObjectsV2') return compileListing(config);
  if (config === undefined) throw fields.invalid('ReaderConfig', 'an object');
  const readManifest = compileManifestReader(config);
  const parse: ItemParser = readManifest === undefined ? compileParser(config) : () => [];
  return async (visit, parameters) => {
    const { Body: content } = await storeCall(visit, action, parameters);
    return readManifest === undefined ? parse(content) : readManifest(content, objectsOf(visit));
  };
};

/** The objects of a prefix, or with LOAD_AND_FLATTEN the items in them. */
const compileListing = (config: Fields | undefined): Read => {
  const transformation = config?.optionalOneOf('Transformation', ['NONE', 'LOAD_AND_FLATTEN']);
  if (config === undefined || transformation !== 'LOAD_AND_FLATTEN') return listObjects;
  const parse = compileParser(config);
  return async (visit, parameters) => {
    const getObject = objectsOf(visit);
    const items: unknown[] = [];
    for (const { Key } of await listObjects(visit, parameters)) {
      items.push(...parse(await getObject(String(parameters['Bucket']), Key)));
    }
    return items;
  };
};

const objectsOf =
  (visit: Visit): GetObject =>
  async (Bucket, Key) =>
    (await storeCall(visit, 'getObject', { Bucket, Key }))['Body'];

interface ListedObject {
  readonly Etag: unknown;
  readonly Key: string;
  /** Seconds since 1970. */
  readonly LastModified: number;
  readonly Size: unknown;
  readonly StorageClass: unknown;
}

const listObjects = async (visit: Visit, parameters: JsonObject): Promise<readonly ListedObject[]> => {
  const action: StoreAction = 'listObjectsV2';
  const objects: ListedObject[] = [];
  let page: JsonObject | undefined;
  do {
    const token = page?.['NextContinuationToken'];
    page = await storeCall(
      visit,
      action,
      token === undefined ? parameters : { ...parameters, ContinuationToken: token },
    );
    objects.push(...((page['Contents'] ?? []) as readonly JsonObject[]).map(listed));
  } while (page['NextContinuationToken'] !== undefined);
  return objects;
};

const listed = ({ ETag, Key, LastModified, Size, StorageClass }: JsonObject): ListedObject => ({
  Etag: ETag,
  Key: String(Key),
  LastModified: Math.floor(new Date(LastModified as Date).getTime() / 1000),
  Size,
  StorageClass,
});

const orItemReaderFailed = async <Value>(read: () => Promise<Value>): Promise<Value> => {
  try {
    return await read();
  } catch (thrown) {
    if (thrown instanceof SyntaxError) throw new StatesError('States.ItemReaderFailed', thrown.message);
    if (thrown instanceof StatesError) throw new StatesError('States.ItemReaderFailed', thrown.reason);
    throw thrown;
  }
};
