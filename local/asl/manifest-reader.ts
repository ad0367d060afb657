import { gunzipSync } from 'node:zlib';
import type { Fields } from './fields.ts';
import { compileParser, type ItemParser, linesOf, rowsOf, textOf } from './item-parser.ts';
import type { JsonObject } from './model.ts';
import { StatesError } from './states-error.ts';

/** Gives the content of an object. */
export type GetObject = (bucket: string, key: string) => Promise<unknown>;

/** Reads the items of the files that a manifest lists. */
export type ManifestReader = (manifest: unknown, getObject: GetObject) => Promise<readonly unknown[]>;

/**
 * `InputType` MANIFEST is a list of S3 Inventory, whose rows are the items. `ManifestType` ATHENA_DATA is a list of
 * files as UNLOAD of Athena writes it, one `s3://bucket/key` a line, each read as `InputType` says.
 * https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html
 *
 * @throws `AwsError` InvalidDefinition
 */
export const compileManifestReader = (config: Fields): ManifestReader | undefined => {
  const isManifest = config.value('InputType') === 'MANIFEST';
  const type = config.optionalString('ManifestType') ?? (isManifest ? 'S3_INVENTORY' : undefined);
  if (type === undefined) return undefined;
  if (type === 'S3_INVENTORY') return readInventory;
  if (type !== 'ATHENA_DATA') throw config.invalid('ManifestType', 'ATHENA_DATA or S3_INVENTORY');
  const parse = compileParser(config);
  return (manifest, getObject) => readListed(textOf(manifest), parse, getObject);
};

const readListed = async (manifest: string, parse: ItemParser, getObject: GetObject): Promise<readonly unknown[]> => {
  const items: unknown[] = [];
  for (const line of linesOf(manifest)) {
    const [, bucket, key] = /^"?s3:\/\/([^/]+)\/(.+?)"?$/.exec(line.trim()) ?? [];
    if (bucket === undefined || key === undefined) throw unreadable(`"${line}" is no s3://bucket/key`);
    items.push(...parse(await getObject(bucket, key)));
  }
  return items;
};

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-inventory-location.html */
const readInventory: ManifestReader = async (content, getObject) => {
  const manifest = JSON.parse(textOf(content)) as JsonObject;
  const { destinationBucket, fileFormat, fileSchema, files } = manifest;
  if (fileFormat !== 'CSV') throw unreadable(`the fileFormat is ${String(fileFormat)}, only CSV is modelled`);
  const bucket = String(destinationBucket).replace(/^arn:[^:]*:s3:::/, '');
  const headers = String(fileSchema).split(/,\s*/);
  const items: unknown[] = [];
  for (const { key } of files as readonly { readonly key: string }[]) {
    const file = await getObject(bucket, key);
    const text = key.endsWith('.gz') ? gunzipSync(file as Uint8Array).toString('utf8') : textOf(file);
    items.push(...rowsOf(text, ',', headers));
  }
  return items;
};

/** Unverified: AWS's words. */
const unreadable = (what: string): StatesError =>
  new StatesError('States.ItemReaderFailed', `The manifest cannot be read: ${what}.`);
