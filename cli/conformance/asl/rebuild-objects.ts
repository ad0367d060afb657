import { detailsOf, parsed, type RecordedExecution } from './recorded-execution.ts';

type Json = Readonly<Record<string, unknown>>;

/** The key of the one file that a rebuilt inventory lists. */
const INVENTORY_KEY = 'rebuilt-inventory.csv';

/**
 * What S3 would have answered to a map's reader or writer, as far as it follows from what the map is recorded to have
 * given. A map that never ended has read a file that it could not take.
 *
 * @param input of the call
 */
export const rebuildAnswer = (recording: RecordedExecution, stateName: string, action: string, input: Json): Json => {
  if (action === 'putObject') return {};
  const exit = recording.events.find(
    (event) => event.type === 'MapStateExited' && detailsOf(event)['name'] === stateName,
  );
  if (exit === undefined) return { Body: '{}' };
  const items = itemsIn(parsed(detailsOf(exit)['output']));
  if (action === 'listObjectsV2') return { Contents: items.map((item) => listedObject(item as Json)) };
  const config = readerConfigOf(findState(recording.definition, stateName));
  return { Body: fileOf(items, config, input['Key'] === INVENTORY_KEY) };
};

/** What the map gave, or what it put beside other data. */
const itemsIn = (output: unknown): readonly unknown[] => {
  if (Array.isArray(output)) return output;
  return Object.values((output ?? {}) as Json).find((value) => Array.isArray(value)) ?? [];
};

const listedObject = ({ Etag, LastModified, ...others }: Json): Json => ({
  ...others,
  ETag: Etag,
  LastModified: new Date(Number(LastModified) * 1000),
});

/** One item more than the map took, where it has a literal limit of items. */
const fileOf = (items: readonly unknown[], config: Json, isInventory: boolean): string => {
  const all = config['MaxItems'] === items.length ? [...items, items[0]] : items;
  const rows = (): readonly Json[] => all as readonly Json[];
  if (isInventory) return csvRows(rows()).join('\n');
  if (config['InputType'] === 'MANIFEST') return inventoryOf(rows());
  if (config['InputType'] === 'JSONL') return all.map((item) => JSON.stringify(item)).join('\n');
  if (config['InputType'] !== 'CSV') return JSON.stringify(all);
  // Columns beyond the headers that are given are not read.
  if (config['CSVHeaderLocation'] === 'GIVEN')
    return csvRows(rows())
      .map((row) => `${row},beyond`)
      .join('\n');
  return [headersOf(rows()).join(','), ...csvRows(rows())].join('\n');
};

const headersOf = ([first]: readonly Json[]): readonly string[] => Object.keys(first ?? {});

const csvRows = (items: readonly Json[]): readonly string[] =>
  items.map((item) =>
    headersOf(items)
      .map((header) => `"${String(item[header])}"`)
      .join(','),
  );

const inventoryOf = (items: readonly Json[]): string =>
  JSON.stringify({
    destinationBucket: 'arn:aws:s3:::rebuilt',
    fileFormat: 'CSV',
    fileSchema: headersOf(items).join(', '),
    files: [{ key: INVENTORY_KEY }],
  });

const readerConfigOf = (state: unknown): Json =>
  (state as { readonly ItemReader?: { readonly ReaderConfig?: Json } } | undefined)?.ItemReader?.ReaderConfig ?? {};

/** A state by its name, at whatever depth of the definition; names are unique in all of it. */
const findState = (value: unknown, name: string): unknown => {
  if (typeof value !== 'object' || value === null) return undefined;
  const states = (value as { readonly States?: Json }).States;
  if (states !== undefined && Object.hasOwn(states, name)) return states[name];
  for (const member of Object.values(value)) {
    const found = findState(member, name);
    if (found !== undefined) return found;
  }
  return undefined;
};
