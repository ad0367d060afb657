import type { LoadBalancers, TargetHealth } from '../../functions/ports/load-balancers.ts';
import type { LoadBalancerName } from '../../functions/ports/load-metrics.ts';

export class MemoryLoadBalancers implements LoadBalancers {
  readonly names = new Map<string, LoadBalancerName>();
  /** By ARN of the target group. */
  readonly exclusive = new Map<string, boolean>();
  readonly health = new Map<string, Map<string, TargetHealth>>();
  readonly calls: string[] = [];
  failure: Error | null = null;

  async namesOf(targetGroupArns: readonly string[]): Promise<ReadonlyMap<string, LoadBalancerName>> {
    this.calls.push('namesOf');
    if (this.failure !== null) throw this.failure;
    return new Map([...this.names].filter(([arn]) => targetGroupArns.includes(arn)));
  }

  async areExclusive(targetGroupArns: readonly string[]): Promise<ReadonlyMap<string, boolean>> {
    this.calls.push('areExclusive');
    if (this.failure !== null) throw this.failure;
    return new Map([...this.exclusive].filter(([arn]) => targetGroupArns.includes(arn)));
  }

  async healthOf(targetGroupArns: readonly string[]): Promise<ReadonlyMap<string, ReadonlyMap<string, TargetHealth>>> {
    this.calls.push('healthOf');
    return new Map([...this.health].filter(([arn]) => targetGroupArns.includes(arn)));
  }

  setHealth(arn: string, instanceId: string, state: TargetHealth['state'], reason: string | null = null): void {
    const targets = this.health.get(arn) ?? new Map<string, TargetHealth>();
    this.health.set(arn, targets.set(instanceId, { state, reason }));
  }
}
