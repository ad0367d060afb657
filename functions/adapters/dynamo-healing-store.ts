import type { Mode } from '../../core/blueprint/model.ts';
import { ErrorName, RubatoError } from '../../core/errors.ts';
import { newHealingState } from '../../core/healing/decide-heal.ts';
import type { HealResult } from '../../core/healing/model.ts';
import type { HealingShard, HealingStore } from '../ports/healing-store.ts';
import { decisionItem } from './decision-item.ts';
import { type DynamoTable, keyName } from './dynamo-table.ts';
import { healingItem, healingItemSchema, healingKey } from './healing-item.ts';
import { modeOf, readEach, readItem, SWITCH } from './stored-item.ts';
import { tierKey } from './tier-item.ts';

/** The healing of tiers in the state table; of a tier's sizing it reads only whether it is suspended. */
export class DynamoHealingStore implements HealingStore {
  readonly #table: DynamoTable;

  constructor(table: DynamoTable) {
    this.#table = table;
  }

  async load(tierIds: readonly string[]): Promise<HealingShard> {
    const batch = await this.#table.read([SWITCH, ...tierIds.flatMap((id) => [healingKey(id), tierKey(id)])]);
    const { states, unreadable } = readEach(tierIds, (id) => ({
      state: { ...newHealingState(id), ...readItem(batch, healingKey(id), healingItemSchema) },
      // Not read is not awake: healing takes capacity away for as long as a replacement takes.
      isSuspended:
        batch.unread.has(keyName(tierKey(id))) || batch.items.get(keyName(tierKey(id)))?.['suspendedBy'] !== undefined,
    }));
    return { mode: modeOf(batch), tiers: states, unreadable };
  }

  async record({ next, decision, inputs, isRecorded }: HealResult, mode: Mode, nowMs: number): Promise<void> {
    const item = healingItem(next);
    const revision = next.revision + 1;
    const audited = { kind: 'heal', decision, inputs, mode, nowMs, revision } as const;
    const along = isRecorded ? [decisionItem(item.pk, audited)] : [];
    if (await this.#table.replace(item, next.revision, along)) return;
    throw new RubatoError(
      ErrorName.StaleHealing,
      `healing of tier ${next.tierId} was written since revision ${next.revision} was read; the next sweep decides anew`,
    );
  }
}
