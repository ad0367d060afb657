import type { InstanceStatus, StatusChecks } from '../../functions/ports/instance-status.ts';

/** Every instance is fine unless said otherwise. */
export class MemoryInstanceStatus implements InstanceStatus {
  readonly exceptions = new Map<string, StatusChecks>();

  async of(instanceIds: readonly string[]): Promise<ReadonlyMap<string, StatusChecks>> {
    return new Map(instanceIds.map((id) => [id, this.exceptions.get(id) ?? 'ok']));
  }
}
