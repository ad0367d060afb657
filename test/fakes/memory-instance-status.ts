import type { InstanceStatus, StatusChecks } from '../../functions/ports/instance-status.ts';

/** Every instance is fine and old unless said otherwise. */
export class MemoryInstanceStatus implements InstanceStatus {
  readonly exceptions = new Map<string, StatusChecks>();
  readonly launchedAtMs = new Map<string, number>();

  async of(instanceIds: readonly string[]): Promise<ReadonlyMap<string, StatusChecks>> {
    return new Map(instanceIds.map((id) => [id, this.exceptions.get(id) ?? 'ok']));
  }

  async launchTimes(instanceIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
    return new Map(instanceIds.map((id) => [id, this.launchedAtMs.get(id) ?? 0]));
  }
}
