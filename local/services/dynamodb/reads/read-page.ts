import type { BoundCondition } from '../expressions/bind-condition.ts';
import { meetsCondition } from '../expressions/meets-condition.ts';
import type { StoredItem } from '../tables/keyed-items.ts';
import type { Item } from '../values/attribute-value.ts';

/** "A single Query operation can retrieve a maximum of 1 MB of data." */
const PAGE_MAX_BYTES = 1024 * 1024;

export interface Page {
  readonly items: readonly StoredItem[];
  readonly scannedCount: number;
  readonly sizeBytes: number;
  /** Where the next page begins, exclusively; undefined when all has been read. */
  readonly last: StoredItem | undefined;
}

/**
 * Read candidates until there are `limit` of them or 1 MB; the filter comes after that and saves nothing.
 * A page that ends with its limit has a `last` even if nothing follows.
 *
 * @param seen what the filter sees of an item: an index does not hold all of it
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Query.Pagination.html
 */
export const readPage = (
  candidates: Iterable<StoredItem>,
  limit: number | undefined,
  filter: BoundCondition | undefined,
  seen: (item: Item) => Item,
): Page => {
  const items: StoredItem[] = [];
  let scannedCount = 0;
  let sizeBytes = 0;
  for (const candidate of candidates) {
    scannedCount++;
    sizeBytes += candidate.sizeBytes;
    if (filter === undefined || meetsCondition(filter, seen(candidate.item))) items.push(candidate);
    if (scannedCount === limit || sizeBytes >= PAGE_MAX_BYTES)
      return { items, scannedCount, sizeBytes, last: candidate };
  }
  return { items, scannedCount, sizeBytes, last: undefined };
};
