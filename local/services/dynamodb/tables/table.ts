import type { Kernel } from '../../../kernel.ts';
import type { AttributeValue, Item } from '../values/attribute-value.ts';
import { isSameMap } from '../values/compare-values.ts';
import { KeyedItems, type StoredItem } from './keyed-items.ts';
import { type IndexDefinition, keyNames, type TableDefinition } from './table-definition.ts';
import { TableStream } from './table-stream.ts';

export interface TableIndex {
  readonly definition: IndexDefinition;
  readonly entries: KeyedItems;
}

/** One write: the item before and after it, at most one of them undefined. */
export interface TableWrite {
  readonly before: StoredItem | undefined;
  readonly after: StoredItem | undefined;
  readonly isExpiry?: boolean;
}

/** Items, indexes and stream of one table. What is written here has been checked. */
export class Table {
  readonly id: string;
  readonly arn: string;
  readonly createdAtMs: number;
  readonly items: KeyedItems;
  readonly indexes: ReadonlyMap<string, TableIndex>;
  readonly stream: TableStream | undefined;
  definition: TableDefinition;
  status: 'CREATING' | 'ACTIVE' | 'DELETING' = 'CREATING';
  readonly #watchers: ((write: TableWrite) => void)[] = [];
  readonly #kernel: Kernel;
  /** How much later than the table a global index changes. */
  readonly #indexLagMs: () => number;

  constructor(definition: TableDefinition, kernel: Kernel, indexLagMs: () => number) {
    this.definition = definition;
    this.#kernel = kernel;
    this.#indexLagMs = indexLagMs;
    this.id = kernel.random.uuid();
    this.createdAtMs = kernel.clock.nowMs;
    this.arn = `arn:${kernel.partition}:dynamodb:${kernel.region}:${kernel.account}:table/${definition.name}`;
    const tableKeys = keyNames(definition.keys);
    this.items = new KeyedItems(definition.keys.hash.name, tableKeys.slice(1));
    this.indexes = new Map(
      definition.indexes.map((index) => {
        const [hashName = '', ...order] = keyNames(index.keys);
        return [index.name, { definition: index, entries: new KeyedItems(hashName, [...order, ...tableKeys]) }];
      }),
    );
    this.stream =
      definition.streamViewType && new TableStream(definition.streamViewType, kernel.region, this.createdAtMs);
  }

  get streamArn(): string | undefined {
    return this.stream && `${this.arn}/stream/${this.stream.label}`;
  }

  /** Have every write watched, whoever makes it. A watcher must not change anything. */
  watch(watcher: (write: TableWrite) => void): void {
    this.#watchers.push(watcher);
  }

  keyOf(item: Item): Item {
    const key: Record<string, AttributeValue> = {};
    for (const name of keyNames(this.definition.keys)) key[name] = item[name] as AttributeValue;
    return key;
  }

  write(write: TableWrite): void {
    const { before, after } = write;
    if (after !== undefined) this.items.put(after);
    else if (before !== undefined) this.items.remove(before.item);
    for (const index of this.indexes.values()) this.#propagate(index, write);
    if (this.stream !== undefined) this.#record(write);
    for (const watcher of this.#watchers) watcher(write);
  }

  #propagate(index: TableIndex, { before, after }: TableWrite): void {
    const change = (): void => {
      // A write that keeps the key replaces its entry.
      if (before !== undefined && isIndexed(index, before.item)) index.entries.remove(before.item);
      if (after !== undefined && isIndexed(index, after.item)) index.entries.put(after);
    };
    const lagMs = index.definition.scope === 'global' ? this.#indexLagMs() : 0;
    if (lagMs === 0) change();
    else this.#kernel.clock.after(lagMs, change);
  }

  /** A write that changes nothing leaves no record. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.html */
  #record({ before, after, isExpiry = false }: TableWrite): void {
    const present = after ?? before;
    if (present === undefined) return;
    if (before !== undefined && after !== undefined && isSameMap(before.item, after.item)) return;
    const change = { keys: this.keyOf(present.item), before: before?.item, after: after?.item, isExpiry };
    this.stream?.append(change, this.#kernel.random.hex(32), this.#kernel.clock.nowMs);
  }
}

/** Indexes are sparse: an item without all of its key attributes has no entry. */
const isIndexed = ({ definition }: TableIndex, item: Item): boolean =>
  keyNames(definition.keys).every((name) => Object.hasOwn(item, name));
