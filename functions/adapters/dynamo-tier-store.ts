import type { Mode } from '../../core/blueprint/model.ts';
import { ErrorName, RubatoError } from '../../core/errors.ts';
import type { ScaleResult } from '../../core/scaling/model.ts';
import { newTierState } from '../../core/scaling/new-tier-state.ts';
import type { TierShard, TierStore } from '../ports/tier-store.ts';
import { decisionItem } from './decision-item.ts';
import type { DynamoTable } from './dynamo-table.ts';
import { SeasonShelf, seasonItem } from './season-shelf.ts';
import { modeOf, readEach, readItem, SWITCH } from './stored-item.ts';
import { tierItem, tierItemSchema, tierKey } from './tier-item.ts';

/** Tiers in the state table. Up to 99 of them are one BatchGetItem together with the switch. */
export class DynamoTierStore implements TierStore {
  readonly #table: DynamoTable;
  readonly #shelf: SeasonShelf;

  constructor(table: DynamoTable) {
    this.#table = table;
    this.#shelf = new SeasonShelf(table);
  }

  async load(tierIds: readonly string[]): Promise<TierShard> {
    const batch = await this.#table.read([SWITCH, ...tierIds.map(tierKey)]);
    const found = readEach(tierIds, (tierId) => {
      const stored = readItem(batch, tierKey(tierId), tierItemSchema);
      return stored === null ? newTierState(tierId) : { tierId, ...stored };
    });
    const mode = modeOf(batch);
    // With the switch off, nothing but the switch is of interest.
    const { seasons, unreadable } = await this.#shelf.read(mode === 'off' ? [] : found.states.values());
    return {
      mode,
      states: new Map([...found.states].filter(([tierId]) => !unreadable.has(tierId))),
      seasons,
      unreadable: new Map([...found.unreadable, ...unreadable]),
    };
  }

  async record({ next, decision, inputs, isRecorded, season }: ScaleResult, mode: Mode, nowMs: number): Promise<void> {
    const item = tierItem(next);
    const revision = next.revision + 1;
    const audited = { kind: 'scale', decision, inputs, mode, nowMs, revision } as const;
    const along = [
      ...(isRecorded ? [decisionItem(item.pk, audited)] : []),
      ...(season === null ? [] : [seasonItem(next.tierId, { hour: next.seasonHour ?? -1, packed: season })]),
    ];
    if (await this.#table.replace(item, next.revision, along)) return;
    throw new RubatoError(
      ErrorName.StaleTier,
      `tier ${next.tierId} was written since revision ${next.revision} was read; the next sweep decides anew`,
    );
  }
}
