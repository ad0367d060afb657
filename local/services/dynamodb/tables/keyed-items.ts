import type { AttributeValue, Item } from '../values/attribute-value.ts';
import { compareScalars, textOfScalar } from '../values/compare-values.ts';

/** An item at rest. It is never changed, only replaced. */
export interface StoredItem {
  readonly item: Item;
  readonly sizeBytes: number;
}

interface Partition {
  readonly hash: number;
  readonly text: string;
  /** In the order of the sort key. */
  readonly items: StoredItem[];
}

/**
 * Items of a table or entries of an index by partition key, in each partition ordered by the sort key and whatever else
 * tells entries apart. Partitions follow each other by a hash, for no scan may rely on their order.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.Partitions.html
 */
export class KeyedItems {
  readonly #hashName: string;
  readonly #orderNames: readonly string[];
  readonly #partitions = new Map<string, Partition>();
  #ordered: readonly Partition[] | undefined;

  constructor(hashName: string, orderNames: readonly string[]) {
    this.#hashName = hashName;
    this.#orderNames = orderNames;
  }

  find(key: Item): StoredItem | undefined {
    const items = this.#partitionOf(key)?.items;
    if (items === undefined) return undefined;
    const found = items[this.firstAtOrAfter(items, key)];
    return found !== undefined && this.#compare(found.item, key) === 0 ? found : undefined;
  }

  /** Store an item in place of the one with the same key. */
  put(stored: StoredItem): void {
    const { items } = this.#partitionOf(stored.item) ?? this.#addPartition(stored.item);
    const position = this.firstAtOrAfter(items, stored.item);
    const found = items[position];
    const isSame = found !== undefined && this.#compare(found.item, stored.item) === 0;
    items.splice(position, isSame ? 1 : 0, stored);
  }

  remove(key: Item): void {
    const partition = this.#partitionOf(key);
    const found = this.find(key);
    if (partition === undefined || found === undefined) return;
    partition.items.splice(this.firstAtOrAfter(partition.items, key), 1);
    if (partition.items.length > 0) return;
    this.#partitions.delete(partition.text);
    this.#ordered = undefined;
  }

  /** The items of one partition, in order. */
  partition(hashValue: AttributeValue): readonly StoredItem[] {
    return this.#partitions.get(textOfScalar(hashValue))?.items ?? [];
  }

  /** Every item behind a key, in the order of a scan; `segment` takes one of `segments` equal shares of the hashes. */
  *scan(startAfter: Item | undefined, segment: number, segments: number): Generator<StoredItem> {
    for (const partition of this.#inOrder()) {
      if (segmentOf(partition.hash, segments) !== segment) continue;
      yield* startAfter === undefined ? partition.items : this.#itemsAfter(partition, startAfter);
    }
  }

  *[Symbol.iterator](): Generator<StoredItem> {
    for (const { items } of this.#partitions.values()) yield* items;
  }

  firstAtOrAfter(items: readonly StoredItem[], key: Item): number {
    return firstWhere(items, ({ item }) => this.#compare(item, key) >= 0);
  }

  firstAfter(items: readonly StoredItem[], key: Item): number {
    return firstWhere(items, ({ item }) => this.#compare(item, key) > 0);
  }

  #compare(left: Item, right: Item): number {
    for (const name of this.#orderNames) {
      const order = compareScalars(left[name] as AttributeValue, right[name] as AttributeValue) ?? 0;
      if (order !== 0) return order;
    }
    return 0;
  }

  #itemsAfter(partition: Partition, startAfter: Item): readonly StoredItem[] {
    const order = comparePartitions(partition, createPartition(startAfter[this.#hashName] as AttributeValue));
    if (order !== 0) return order < 0 ? [] : partition.items;
    return partition.items.slice(this.firstAfter(partition.items, startAfter));
  }

  #partitionOf(key: Item): Partition | undefined {
    return this.#partitions.get(textOfScalar(key[this.#hashName] as AttributeValue));
  }

  #addPartition(key: Item): Partition {
    const partition = createPartition(key[this.#hashName] as AttributeValue);
    this.#partitions.set(partition.text, partition);
    this.#ordered = undefined;
    return partition;
  }

  #inOrder(): readonly Partition[] {
    this.#ordered ??= [...this.#partitions.values()].sort(comparePartitions);
    return this.#ordered;
  }
}

/** The first position whose item passes a test that all items behind it pass as well. */
export const firstWhere = (items: readonly StoredItem[], passes: (stored: StoredItem) => boolean): number => {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (passes(items[middle] as StoredItem)) high = middle;
    else low = middle + 1;
  }
  return low;
};

const createPartition = (hashValue: AttributeValue): Partition => {
  const text = textOfScalar(hashValue);
  return { hash: hashText(text), text, items: [] };
};

/** FNV-1a. */
const hashText = (text: string): number => {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash >>> 0;
};

const comparePartitions = (left: Partition, right: Partition): number => {
  if (left.hash !== right.hash) return left.hash - right.hash;
  return left.text < right.text ? -1 : left.text > right.text ? 1 : 0;
};

const segmentOf = (hash: number, segments: number): number => Math.floor((hash / 2 ** 32) * segments);
