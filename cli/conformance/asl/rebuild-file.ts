import { detailsOf, parsed, type RecordedExecution } from './recorded-execution.ts';

type Json = Readonly<Record<string, unknown>>;

/**
 * A file that holds what a map is recorded to have read from it; where the map has a literal limit of items, one item
 * more. A map that never ended has read a file that it could not take.
 */
export const rebuildFile = (recording: RecordedExecution, stateName: string): string => {
  const exit = recording.events.find(
    (event) => event.type === 'MapStateExited' && detailsOf(event)['name'] === stateName,
  );
  if (exit === undefined) return '{}';
  const items = itemsIn(parsed(detailsOf(exit)['output']));
  const config = readerConfigOf(recording.definition.States[stateName]);
  const all = config['MaxItems'] === items.length ? [...items, items[0]] : items;
  if (config['InputType'] === 'CSV') return csvOf(all as readonly Json[], config);
  return config['InputType'] === 'JSONL' ? all.map((item) => JSON.stringify(item)).join('\n') : JSON.stringify(all);
};

/** What the map gave, or what it put beside other data. */
const itemsIn = (output: unknown): readonly unknown[] => {
  if (Array.isArray(output)) return output;
  return Object.values((output ?? {}) as Json).find((value) => Array.isArray(value)) ?? [];
};

const csvOf = (items: readonly Json[], config: Json): string => {
  const headers = Object.keys(items[0] ?? {});
  const rows = items.map((item) => headers.map((header) => `"${String(item[header])}"`));
  // Columns beyond the headers that are given are not read.
  if (config['CSVHeaderLocation'] === 'GIVEN') return rows.map((row) => [...row, 'beyond'].join(',')).join('\n');
  return [headers, ...rows].map((line) => line.join(',')).join('\n');
};

const readerConfigOf = (state: unknown): Json =>
  (state as { readonly ItemReader?: { readonly ReaderConfig?: Json } } | undefined)?.ItemReader?.ReaderConfig ?? {};
