import { ErrorName, RubatoError } from '../../core/errors.ts';
import type { Suspensions } from '../ports/suspensions.ts';
import { type DynamoTable, keyName } from './dynamo-table.ts';
import { tierKey } from './tier-item.ts';

/** Suspensions in the items of the tiers, of which nothing else is read: an item that is broken otherwise holds no wake up. */
export class DynamoSuspensions implements Suspensions {
  readonly #table: DynamoTable;

  constructor(table: DynamoTable) {
    this.#table = table;
  }

  async of(environmentId: string, tierIds: readonly string[]): Promise<readonly string[]> {
    const { items, unread } = await this.#table.read(tierIds.map(tierKey));
    if (unread.size > 0) {
      throw new RubatoError(
        ErrorName.StateUnreadable,
        `${[...unread].join(', ')} were not read: the table is throttled`,
      );
    }
    return tierIds.filter((id) => items.get(keyName(tierKey(id)))?.['suspendedBy'] === environmentId);
  }
}
