import type { FailedLaunch, Fleets, Group } from '../../functions/ports/fleets.ts';

export class MemoryFleets implements Fleets {
  readonly groups = new Map<string, Group>();
  failures: readonly FailedLaunch[] = [];
  /** Method names in the order in which they were called. */
  readonly calls: string[] = [];

  constructor(...groups: readonly Group[]) {
    for (const group of groups) this.put(group);
  }

  put(group: Group): void {
    this.groups.set(group.name, group);
  }

  async byNames(names: readonly string[]): Promise<ReadonlyMap<string, Group>> {
    this.calls.push('byNames');
    return new Map([...this.groups].filter(([name]) => names.includes(name)));
  }

  async byTag(key: string, value: string): Promise<readonly Group[]> {
    this.calls.push('byTag');
    return [...this.groups.values()].filter(({ tags }) => tags[key] === value);
  }

  async groupOf(instanceId: string): Promise<string | null> {
    this.calls.push('groupOf');
    const found = [...this.groups.values()].find(({ members }) =>
      members.some((each) => each.instanceId === instanceId && !each.lifecycleState.startsWith('Terminating')),
    );
    return found?.name ?? null;
  }

  async failedLaunches(_group: string, sinceMs: number): Promise<readonly FailedLaunch[]> {
    this.calls.push('failedLaunches');
    return this.failures.filter(({ atMs }) => atMs >= sinceMs);
  }
}
