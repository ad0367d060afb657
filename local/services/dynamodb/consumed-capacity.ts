import type { StoredItem } from './tables/keyed-items.ts';
import type { Table, TableIndex } from './tables/table.ts';
import { keyNames, projectedNames } from './tables/table-definition.ts';
import type { Item } from './values/attribute-value.ts';
import { isSameMap } from './values/compare-values.ts';
import { itemSizeBytes } from './values/measure-item.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ConsumedCapacity.html */
export interface ConsumedCapacity {
  readonly TableName: string;
  readonly CapacityUnits: number;
  readonly Table?: { readonly CapacityUnits: number };
  readonly GlobalSecondaryIndexes?: Readonly<Record<string, { readonly CapacityUnits: number }>>;
  readonly LocalSecondaryIndexes?: Readonly<Record<string, { readonly CapacityUnits: number }>>;
}

/** Units that one table and its indexes have used. */
export interface UsedCapacity {
  readonly table: Table;
  readonly units: number;
  readonly indexUnits?: ReadonlyMap<string, number>;
}

const READ_UNIT_BYTES = 4096;
const WRITE_UNIT_BYTES = 1024;

/**
 * Units of a read: one for each 4 KB read consistently, half of that otherwise, twice that in a transaction.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html
 */
export const readUnits = (sizeBytes: number, consistency: 'eventual' | 'strong' | 'transaction'): number => {
  const units = Math.max(1, Math.ceil(sizeBytes / READ_UNIT_BYTES));
  if (consistency === 'eventual') return units / 2;
  return consistency === 'strong' ? units : units * 2;
};

/** Units of a write: one for each 1 KB of the larger of the old and the new item, twice that in a transaction. */
export const writeUnits = (
  before: StoredItem | undefined,
  after: StoredItem | undefined,
  isTransaction = false,
): number => {
  const sizeBytes = Math.max(before?.sizeBytes ?? 0, after?.sizeBytes ?? 0);
  return Math.max(1, Math.ceil(sizeBytes / WRITE_UNIT_BYTES)) * (isTransaction ? 2 : 1);
};

/**
 * Units that a write costs each index: a write to add, to remove or to change an entry, two when its key changes.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.html#GSI.ThroughputConsiderations.Writes
 */
export const indexWriteUnits = (
  table: Table,
  before: StoredItem | undefined,
  after: StoredItem | undefined,
): ReadonlyMap<string, number> => {
  const units = new Map<string, number>();
  for (const [name, index] of table.indexes) {
    const old = entryOf(table, index, before?.item);
    const fresh = entryOf(table, index, after?.item);
    if (old !== undefined && fresh !== undefined && isSameMap(old, fresh)) continue;
    const keys = keyNames(index.definition.keys);
    const keepsKey = old !== undefined && fresh !== undefined && isSameMap(pick(old, keys), pick(fresh, keys));
    const sizes = [old, fresh].filter((entry) => entry !== undefined).map(itemSizeBytes);
    const writes = sizes.map((sizeBytes) => Math.max(1, Math.ceil(sizeBytes / WRITE_UNIT_BYTES)));
    const used = keepsKey ? Math.max(...writes) : writes.reduce((sum, write) => sum + write, 0);
    if (used > 0) units.set(name, used);
  }
  return units;
};

/** What is answered for `ReturnConsumedCapacity`: nothing unless it was asked for. */
export const reportCapacity = (
  wish: string | undefined,
  { table, units, indexUnits = new Map() }: UsedCapacity,
): ConsumedCapacity | undefined => {
  if (wish !== 'TOTAL' && wish !== 'INDEXES') return undefined;
  const total = [...indexUnits.values()].reduce((sum, used) => sum + used, units);
  const summary = { TableName: table.definition.name, CapacityUnits: total };
  if (wish === 'TOTAL') return summary;
  const byScope = (scope: 'global' | 'local') =>
    Object.fromEntries(
      [...indexUnits]
        .filter(([name]) => table.indexes.get(name)?.definition.scope === scope)
        .map(([name, used]) => [name, { CapacityUnits: used }]),
    );
  const global = byScope('global');
  const local = byScope('local');
  return {
    ...summary,
    Table: { CapacityUnits: units },
    ...(Object.keys(global).length > 0 && { GlobalSecondaryIndexes: global }),
    ...(Object.keys(local).length > 0 && { LocalSecondaryIndexes: local }),
  };
};

const entryOf = (table: Table, { definition }: TableIndex, item: Item | undefined): Item | undefined => {
  if (item === undefined || !keyNames(definition.keys).every((name) => Object.hasOwn(item, name))) return undefined;
  const names = projectedNames(table.definition.keys, definition);
  return names === undefined ? item : pick(item, names);
};

export const pick = (item: Item, names: readonly string[]): Item =>
  Object.fromEntries(Object.entries(item).filter(([name]) => names.includes(name)));
