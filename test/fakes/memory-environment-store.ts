import type { Mode } from '../../core/blueprint/model.ts';
import type { EnvironmentResult, EnvironmentState, SavedSize } from '../../core/environment/model.ts';
import { RubatoError } from '../../core/errors.ts';
import type {
  EnvironmentStore,
  Registry,
  SavedSizes,
  StoredEnvironments,
} from '../../functions/ports/environment-store.ts';
import { modeFrom, type TrailEntry } from './memory-trail.ts';

export class MemoryEnvironmentStore implements EnvironmentStore {
  /** What the switch was thrown to; null: never. */
  mode: string | null = null;
  registry: Registry | null = null;
  readonly states = new Map<string, EnvironmentState>();
  readonly unreadable = new Map<string, RubatoError>();
  readonly trail: (TrailEntry & { readonly environmentId: string })[] = [];
  readonly retired = new Set<string>();
  queries = 0;

  async throwSwitch(mode: string): Promise<void> {
    this.mode = mode;
  }

  async loadSwitch() {
    return { mode: modeFrom(this.mode), registry: this.registry };
  }

  async register(registry: Registry): Promise<void> {
    this.registry = registry;
  }

  async dueIds(nowMs: number): Promise<readonly string[]> {
    this.queries++;
    return [...this.states.values()]
      .filter(({ environmentId, nextDueAtMs }) => nextDueAtMs <= nowMs && !this.retired.has(environmentId))
      .map(({ environmentId }) => environmentId);
  }

  async retire(environmentIds: readonly string[]): Promise<void> {
    for (const id of environmentIds) {
      const state = this.states.get(id);
      if (state === undefined || this.retired.has(id)) continue;
      this.states.set(id, { ...state, revision: state.revision + 1 });
      this.retired.add(id);
    }
  }

  async load(environmentIds: readonly string[]): Promise<StoredEnvironments> {
    const unreadable = new Map([...this.unreadable].filter(([id]) => environmentIds.includes(id)));
    const found = [...this.states].filter(([id]) => environmentIds.includes(id) && !unreadable.has(id));
    return { states: new Map(found), unreadable };
  }

  async record({ next, decision, isRecorded }: EnvironmentResult, _mode: Mode, _nowMs: number): Promise<void> {
    const { environmentId } = next;
    const revision = this.states.get(environmentId)?.revision ?? 0;
    if (revision !== next.revision) throw new RubatoError('StaleEnvironment', `${environmentId} is at ${revision}`);
    this.states.set(environmentId, { ...next, revision: revision + 1 });
    this.retired.delete(environmentId);
    const { action, reason } = decision;
    if (isRecorded) this.trail.push({ environmentId, action, reason });
  }
}

export class MemorySavedSizes implements SavedSizes {
  readonly environments = new Map<string, { epoch: number; sizes: Readonly<Record<string, SavedSize>> }>();

  async load(environmentId: string): Promise<Readonly<Record<string, SavedSize>>> {
    return this.#find(environmentId).sizes;
  }

  async saveOnce(environmentId: string, epoch: number, sizes: Readonly<Record<string, SavedSize>>) {
    const found = this.#find(environmentId);
    if (found.epoch !== epoch) throw new RubatoError('StaleEnvironment', `${environmentId} is in ${found.epoch}`);
    const added = Object.entries(sizes).filter(([, { desired }]) => desired > 0);
    found.sizes = { ...Object.fromEntries(added), ...found.sizes };
    return found.sizes;
  }

  #find(environmentId: string) {
    const found = this.environments.get(environmentId);
    if (found === undefined) throw new RubatoError('EnvironmentNotFound', `${environmentId} has no item`);
    return found;
  }
}
