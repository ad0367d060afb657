import type { Elbv2Model } from './elbv2-model.ts';

interface Forward {
  readonly loadBalancerArn: string;
  readonly targetGroupArns: readonly string[];
}

/** Which listeners and rules forward to which target groups: a group is in use as long as one of them does. */
export class Forwarding {
  readonly #elbv2: Elbv2Model;
  readonly #forwards = new Map<string, Forward>();

  constructor(elbv2: Elbv2Model) {
    this.#elbv2 = elbv2;
  }

  /** Undefined when there is no such listener or rule. */
  loadBalancerOf(listenerOrRuleArn: string): string | undefined {
    return this.#forwards.get(listenerOrRuleArn)?.loadBalancerArn;
  }

  /** From now on a listener or a rule forwards to these target groups, and no longer to those it did before. */
  set(listenerOrRuleArn: string, forward: Forward): void {
    for (const arn of forward.targetGroupArns) this.#elbv2.attach(forward.loadBalancerArn, arn);
    const before = this.#forwards.get(listenerOrRuleArn);
    this.#forwards.set(listenerOrRuleArn, forward);
    if (before !== undefined) this.#release(before);
  }

  delete(listenerOrRuleArn: string): void {
    const before = this.#forwards.get(listenerOrRuleArn);
    this.#forwards.delete(listenerOrRuleArn);
    if (before !== undefined) this.#release(before);
  }

  #release({ loadBalancerArn, targetGroupArns }: Forward): void {
    for (const arn of targetGroupArns) {
      const isStillUsed = [...this.#forwards.values()].some(
        (other) => other.loadBalancerArn === loadBalancerArn && other.targetGroupArns.includes(arn),
      );
      if (!isStillUsed) this.#elbv2.detach(loadBalancerArn, arn);
    }
  }
}
