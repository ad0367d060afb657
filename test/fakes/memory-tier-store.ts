import type { Mode } from '../../core/blueprint/model.ts';
import { RubatoError } from '../../core/errors.ts';
import type { ScaleResult, TierState } from '../../core/scaling/model.ts';
import { newTierState } from '../../core/scaling/new-tier-state.ts';
import type { TierShard, TierStore } from '../../functions/ports/tier-store.ts';
import { modeFrom, type TrailEntry } from './memory-trail.ts';

export class MemoryTierStore implements TierStore {
  /** What the switch was thrown to; null: never. */
  mode: string | null = null;
  readonly states = new Map<string, TierState>();
  readonly seasons = new Map<string, Uint8Array>();
  readonly unreadable = new Map<string, RubatoError>();
  readonly trail: (TrailEntry & { readonly tierId: string; readonly text: string })[] = [];
  loads = 0;

  async throwSwitch(mode: string): Promise<void> {
    this.mode = mode;
  }

  async load(tierIds: readonly string[]): Promise<TierShard> {
    this.loads++;
    const unreadable = new Map([...this.unreadable].filter(([id]) => tierIds.includes(id)));
    const known = tierIds.filter((id) => !unreadable.has(id));
    return {
      mode: modeFrom(this.mode),
      states: new Map(known.map((id) => [id, this.states.get(id) ?? newTierState(id)])),
      seasons: new Map([...this.seasons].filter(([id]) => known.includes(id))),
      unreadable,
    };
  }

  async record({ next, decision, isRecorded, season }: ScaleResult, _mode: Mode, _nowMs: number): Promise<void> {
    const revision = this.states.get(next.tierId)?.revision ?? 0;
    if (revision !== next.revision) throw new RubatoError('StaleTier', `tier ${next.tierId} is at ${revision}`);
    this.states.set(next.tierId, { ...next, revision: revision + 1 });
    if (season !== null) this.seasons.set(next.tierId, season);
    const { action, reason, text } = decision;
    if (isRecorded) this.trail.push({ tierId: next.tierId, action, reason, text });
  }

  /** What sleep-environment does to a tier. */
  suspend(tierId: string, suspendedBy: string): void {
    const state = this.states.get(tierId) ?? newTierState(tierId);
    const { revision, targetVersion } = state;
    this.states.set(tierId, { ...state, suspendedBy, revision: revision + 1, targetVersion: targetVersion + 1 });
  }
}
