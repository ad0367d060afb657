import type { ItemBatcher } from './item-batcher.ts';
import type { ItemReader } from './item-reader.ts';
import type { Flow, JsonObject, Operand, Query, Visit } from './model.ts';
import type { ResultWriter } from './result-writer.ts';

/** What a Map state is compiled to. */
export interface MapSettings {
  readonly processor: Flow;
  readonly isDistributed: boolean;
  /** Its children are express executions. */
  readonly isExpress: boolean;
  readonly label: string;
  readonly items: Query;
  readonly reader: ItemReader | undefined;
  readonly batcher: ItemBatcher | undefined;
  readonly writer: ResultWriter;
  readonly itemSelector: Query | undefined;
  readonly maxConcurrency: Operand | undefined;
  readonly toleratedCount: Operand | undefined;
  readonly toleratedPercentage: Operand | undefined;
}

/** What one iteration gets: the item, or what `ItemSelector` makes of it. */
export const iterationInput = async (settings: MapSettings, visit: Visit, mapContext: JsonObject): Promise<unknown> => {
  const { scope } = visit;
  if (settings.itemSelector === undefined) return (mapContext['Item'] as JsonObject)['Value'];
  return settings.itemSelector({ ...scope, context: { ...scope.context, Map: mapContext } });
};

/** `Map` of the context object in an iteration. */
export const mapContextOf = (index: number, value: unknown): JsonObject => ({ Item: { Index: index, Value: value } });
