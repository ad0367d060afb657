import type { Table } from '../tables/table.ts';
import { keyNames } from '../tables/table-definition.ts';
import type { AttributeValue, Item } from '../values/attribute-value.ts';
import { textOfScalar } from '../values/compare-values.ts';

/** One text per item of the account: requests may not name an item twice. */
export const itemIdentity = (table: Table, key: Item): string =>
  JSON.stringify([
    table.definition.name,
    ...keyNames(table.definition.keys).map((name) => textOfScalar(key[name] as AttributeValue)),
  ]);
