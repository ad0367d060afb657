import * as z from 'zod';
import type { Mode } from '../../core/blueprint/model.ts';
import type { EnvironmentResult } from '../../core/environment/model.ts';
import { ErrorName, RubatoError } from '../../core/errors.ts';
import type { EnvironmentStore, Registry, StoredEnvironments } from '../ports/environment-store.ts';
import type { ThrownMode } from '../ports/thrown-mode.ts';
import { decisionItem } from './decision-item.ts';
import { type DynamoTable, type Key, keyName } from './dynamo-table.ts';
import { environmentItem, environmentItemSchema, environmentKey } from './environment-item.ts';
import { iso, modeOf, readEach, readItem, SWITCH } from './stored-item.ts';

const REGISTRY: Key = { pk: 'REGISTRY', sk: 'ENVIRONMENTS' };

const registrySchema: z.ZodType<Registry> = z.object({
  blueprintHash: z.string(),
  undecided: z.array(z.string()).default([]),
});

/** Environments in the state table, and the index that tells when they are due. */
export class DynamoEnvironmentStore implements EnvironmentStore {
  readonly #table: DynamoTable;

  constructor(table: DynamoTable) {
    this.#table = table;
  }

  /** A registry that cannot be understood counts as none: everything is looked at once more. */
  async loadSwitch(): Promise<{ readonly mode: ThrownMode; readonly registry: Registry | null }> {
    const batch = await this.#table.read([SWITCH, REGISTRY]);
    const registry = registrySchema.safeParse(batch.items.get(keyName(REGISTRY)));
    return { mode: modeOf(batch), registry: registry.success ? registry.data : null };
  }

  async register(registry: Registry): Promise<void> {
    await this.#table.put({ ...REGISTRY, ...registry });
  }

  async dueIds(nowMs: number): Promise<readonly string[]> {
    const partitions = await this.#table.duePartitions(iso(nowMs));
    return partitions.map((pk) => pk.slice('ENV#'.length));
  }

  /** An item without `dueKind` is in no index. One that is being written meanwhile is retired by the next sweep. */
  async retire(environmentIds: readonly string[]): Promise<void> {
    const { items } = await this.#table.read(environmentIds.map(environmentKey));
    for (const { dueKind, ...item } of items.values()) {
      const revision = Number(item['revision']);
      if (dueKind !== undefined) await this.#table.replace({ ...item, revision: revision + 1 }, revision, []);
    }
  }

  async load(environmentIds: readonly string[]): Promise<StoredEnvironments> {
    const batch = await this.#table.read(environmentIds.map(environmentKey));
    return readEach(environmentIds, (environmentId) => {
      const stored = readItem(batch, environmentKey(environmentId), environmentItemSchema);
      return stored && { environmentId, ...stored };
    });
  }

  async record({ next, decision, inputs, isRecorded }: EnvironmentResult, mode: Mode, nowMs: number): Promise<void> {
    const item = environmentItem(next);
    const revision = next.revision + 1;
    const audited = { kind: 'environment', decision, inputs, mode, nowMs, revision } as const;
    const along = isRecorded ? [decisionItem(item.pk, audited)] : [];
    if (await this.#table.replace(item, next.revision, along)) return;
    throw new RubatoError(
      ErrorName.StaleEnvironment,
      `environment ${next.environmentId} was written since revision ${next.revision} was read; the next sweep decides anew`,
    );
  }
}
