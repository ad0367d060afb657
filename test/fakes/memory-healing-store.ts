import type { Mode } from '../../core/blueprint/model.ts';
import { RubatoError } from '../../core/errors.ts';
import { newHealingState } from '../../core/healing/decide-heal.ts';
import type { HealingState, HealResult } from '../../core/healing/model.ts';
import type { HealingShard, HealingStore } from '../../functions/ports/healing-store.ts';
import { modeFrom, type TrailEntry } from './memory-trail.ts';

export class MemoryHealingStore implements HealingStore {
  /** What the switch was thrown to; null: never. */
  mode: string | null = null;
  readonly states = new Map<string, HealingState>();
  readonly suspended = new Set<string>();
  readonly trail: (TrailEntry & { readonly tierId: string })[] = [];

  async throwSwitch(mode: string): Promise<void> {
    this.mode = mode;
  }

  async load(tierIds: readonly string[]): Promise<HealingShard> {
    const tiers = tierIds.map((id) => {
      const state = this.states.get(id) ?? newHealingState(id);
      return [id, { state, isSuspended: this.suspended.has(id) }] as const;
    });
    return { mode: modeFrom(this.mode), tiers: new Map(tiers), unreadable: new Map() };
  }

  async record({ next, decision, isRecorded }: HealResult, _mode: Mode, _nowMs: number): Promise<void> {
    const revision = this.states.get(next.tierId)?.revision ?? 0;
    if (revision !== next.revision) throw new RubatoError('StaleHealing', `tier ${next.tierId} is at ${revision}`);
    this.states.set(next.tierId, { ...next, revision: revision + 1 });
    const { action, reason } = decision;
    if (isRecorded) this.trail.push({ tierId: next.tierId, action, reason });
  }
}
