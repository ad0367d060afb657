import * as z from 'zod';
import type { RubatoError } from '../../core/errors.ts';
import type { TierState } from '../../core/scaling/model.ts';
import type { DynamoTable, Item, Key } from './dynamo-table.ts';
import { readEach, readItem } from './stored-item.ts';

const seasonKey = (tierId: string): Key => ({ pk: `TIER#${tierId}`, sk: 'SEASON' });

const seasonSchema: z.ZodType<Season> = z.object({ hour: z.int(), packed: z.instanceof(Uint8Array) });
interface Season {
  /** The newest, since 1970. */
  readonly hour: number;
  readonly packed: Uint8Array;
}

/** The SEASON item of a tier: 50 KB when it has all of its two weeks. */
export const seasonItem = (tierId: string, { hour, packed }: Season): Item => ({ ...seasonKey(tierId), hour, packed });

/**
 * The seasons of tiers, as they were packed. One changes once an hour, in one transaction with the state that names its hour, so it
 * is read only when the state names another hour than the season that is at hand.
 */
export class SeasonShelf {
  readonly #table: DynamoTable;
  readonly #seasons = new Map<string, Season>();

  constructor(table: DynamoTable) {
    this.#table = table;
  }

  /** @returns by tier id; without those that have none or lost it, and those that could not be read, with the reason */
  async read(states: Iterable<TierState>): Promise<{
    readonly seasons: ReadonlyMap<string, Uint8Array>;
    readonly unreadable: ReadonlyMap<string, RubatoError>;
  }> {
    const named = [...states].filter(({ seasonHour }) => seasonHour !== null);
    const ids = named.map(({ tierId }) => tierId);
    const changed = named.filter(({ tierId, seasonHour }) => this.#seasons.get(tierId)?.hour !== seasonHour);
    const batch = await this.#table.read(changed.map(({ tierId }) => seasonKey(tierId)));
    for (const { tierId } of changed) this.#seasons.delete(tierId);
    const found = readEach(
      changed.map(({ tierId }) => tierId),
      (tierId) => readItem(batch, seasonKey(tierId), seasonSchema),
    );
    for (const [tierId, season] of found.states) this.#seasons.set(tierId, season);
    const seasons = ids.flatMap((id): [string, Uint8Array][] => {
      const season = this.#seasons.get(id);
      return season === undefined ? [] : [[id, season.packed]];
    });
    return { seasons: new Map(seasons), unreadable: found.unreadable };
  }
}
